// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe {

/// The candidate that was probably meant: at most two typing errors away (a letter missing, too
/// much, wrong, or two swapped), and less than the word is long; empty when there is none.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// "; did you mean \"x\"?" or, where nothing is near, "; known are a, b and c".
std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace troupe
