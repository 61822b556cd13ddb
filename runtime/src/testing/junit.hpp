// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "testing/play_scenario.hpp"

#include <string>
#include <utility>
#include <vector>

namespace troupe::testing {

/// The results of files, by their names, as JUnit's XML, which CI systems read. Pure.
std::string
junit_of(const std::vector<std::pair<std::string, std::vector<scenario_result>>>& files);

} // namespace troupe::testing
