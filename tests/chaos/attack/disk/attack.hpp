// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string_view>

namespace troupe::attack {

/// Tells the disk a line of the log, before it is written. From any thread.
void see_line(std::string_view);

/// Whether a write to this file fails, for want of room. From any thread.
bool refuses(int file);

} // namespace troupe::attack
