// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <string_view>

/// Regular expressions of constraints, as ECMAScript has them, over characters and not bytes. Each
/// is made once in a process, and matched from any thread.
namespace troupe {

/// What is wrong with a pattern, if something is.
result<void> check_pattern(std::string_view pattern);

/// Whether the whole text matches. Never so where the pattern is none, or where its matching takes
/// so many steps that it is given up.
bool matches_pattern(std::string_view pattern, std::string_view text);

} // namespace troupe
