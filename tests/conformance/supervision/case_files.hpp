// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "conformance/supervision/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace troupe::conformance {

/// The files of named cases, in order of their names.
inline std::vector<std::string> case_files() {
  std::vector<std::string> all;
  const std::filesystem::path folder{TROUPE_SUPERVISION_CONFORMANCE "/cases"};
  for (const auto& each : std::filesystem::directory_iterator{folder})
    if (each.path().extension() == ".cases")
      all.push_back(each.path().string());
  std::sort(all.begin(), all.end());
  return all;
}

inline std::vector<scenario> named_cases() {
  std::vector<scenario> all;
  for (const auto& file : case_files())
    for (auto& x : read_scenarios(file))
      all.push_back(std::move(x));
  return all;
}

} // namespace troupe::conformance
