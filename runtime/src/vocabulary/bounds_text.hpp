// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/constraints.hpp"

#include <string>

/// Bounds in words: "at least 1", "1 to 32 characters", "more than 0 and at most 1".
namespace troupe {

/// Of an integer; empty where neither bound is said.
std::string integer_bounds_text(const constraint&);
/// Of a number; likewise.
std::string number_bounds_text(const constraint&);
/// Of a size; likewise. `one` is what is counted: "character".
std::string size_bounds_text(const constraint&, const std::string& one);

} // namespace troupe
