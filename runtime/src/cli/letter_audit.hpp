// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/commands.hpp"

namespace troupe::cli {

/// `troupe dead-letters audit`.
void add_audit(CLI::App&, action& chosen);

} // namespace troupe::cli
