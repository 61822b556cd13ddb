// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/commands.hpp"

/// The commands below `troupe catalog`.
namespace troupe::cli {

void add_catalog_show(CLI::App&, action& chosen);
void add_catalog_record(CLI::App&, action& chosen);
void add_catalog_check(CLI::App&, action& chosen);

} // namespace troupe::cli
