// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace troupe {

/// Whether events are checked against the constraints that their types declare, as the deployment
/// says it of all topics or of one.
struct checked_constraints {
  bool of_all = true;
  std::map<std::string, bool, std::less<>> of_topics{};

  bool of(std::string_view topic) const {
    const auto said = of_topics.find(topic);
    return said == of_topics.end() ? of_all : said->second;
  }
};

/// The sentence for an event that breaks its constraints.
std::string constraints_broken(std::string_view topic, const std::vector<error>& how);

} // namespace troupe
