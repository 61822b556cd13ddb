// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Text in columns. Widths are in characters of UTF-8.
namespace troupe::cli {

std::size_t width_of(std::string_view text);

/// Filled up with blanks behind, or before; longer text stays whole.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

/// Cut to the width, with "..." where something is missing.
std::string cut(std::string_view text, std::size_t width);

/// A time for people: "2026-11-22T17:43:18Z".
std::string to_the_second(time_point);

/// "a, b and c"; `nothing` where there is none.
std::string listed(const std::vector<std::string>& names, std::string_view nothing = "none");

/// Words in lines of at most `width`, each line after the first behind `margin` blanks.
std::string wrapped(const std::vector<std::string>& words, std::size_t margin, std::size_t width);

} // namespace troupe::cli
