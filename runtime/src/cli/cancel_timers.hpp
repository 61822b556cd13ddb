// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/commands.hpp"

namespace troupe::cli {

/// Adds `troupe timers cancel`.
void add_cancel(CLI::App& to, action& chosen);

} // namespace troupe::cli
