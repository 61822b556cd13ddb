// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/commands.hpp"
#include "definitions/record.hpp"

#include <vector>

/// The commands below `troupe catalog`, and what they share.
namespace troupe::cli {

void add_catalog_show(CLI::App&, action& chosen);
void add_catalog_record(CLI::App&, action& chosen);
void add_catalog_check(CLI::App&, action& chosen);

/// A line for each break, and what to do, on standard error.
void tell_breaks(const std::vector<definitions::broken_record>&);

} // namespace troupe::cli
