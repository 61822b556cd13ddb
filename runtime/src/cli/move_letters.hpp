// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/commands.hpp"

namespace troupe::cli {

/// `troupe dead-letters replay`, `drop` and `resolve`.
void add_replay(CLI::App&, action& chosen);
void add_drop(CLI::App&, action& chosen);
void add_resolve(CLI::App&, action& chosen);

} // namespace troupe::cli
