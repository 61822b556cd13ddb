// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "conformance/supervision/scenario.hpp"

#include <map>
#include <string>
#include <vector>

namespace troupe::conformance {

/// What happened from one step to the next, when nothing changed any more.
struct segment {
  /// By supervisor, in its own order: "a started", "a ended error". The root itself is of "-".
  std::map<std::string, std::vector<std::string>> events;
  /// In the order of the calls.
  std::vector<std::string> answers;
  /// By supervisor, its children in the order of their start: "a=up b=down".
  std::map<std::string, std::string> states;
};

/// One for the start, one for each step, one for the end.
using trace = std::vector<segment>;

/// The form in which traces are compared, written into files and shown.
///
/// Dynamic children that end together do so in any order, so these are sorted. States are told
/// where they changed.
std::vector<std::string> to_lines(const scenario&, trace);

} // namespace troupe::conformance
