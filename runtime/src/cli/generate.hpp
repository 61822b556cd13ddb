// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/commands.hpp"

namespace troupe::cli {

/// Adds `generate man|markdown|bash|zsh`, which the build and scripts/reference call, and `--help`
/// does not show. What it makes is of the same table as `--help`, and holds whatever was added
/// before and after it.
void add_generate(CLI::App&, action& chosen);

} // namespace troupe::cli
