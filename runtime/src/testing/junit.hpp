// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "testing/play_scenario.hpp"

#include <string>
#include <vector>

namespace troupe::testing {

/// What became of a file of scenarios.
struct file_result {
  std::string file;
  std::vector<std::string> complaints; ///< where it is not sound, and nothing of it was played
  std::vector<scenario_result> scenarios;
};

/// The results as JUnit's XML, which CI systems read. Pure.
std::string junit_of(const std::vector<file_result>& files);

} // namespace troupe::testing
