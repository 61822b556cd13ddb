// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/checked_constraints.hpp"

namespace troupe {

std::string constraints_broken(std::string_view topic, const std::vector<error>& how) {
  std::string text;
  for (const auto& each : how)
    text += (text.empty() ? "" : "; ") + to_string(each);
  return std::string{topic} + " breaks its constraints: " + text;
}

} // namespace troupe
