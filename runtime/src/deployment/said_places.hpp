// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/complaint.hpp"

#include <map>
#include <string>
#include <utility>

namespace troupe::deploy {

/// Where a deployment says what of its children: for what is to be told of values that are sound,
/// each by itself. The child "" is `defaults`, and of `topics` and `check` each entry, as
/// "topics.orders.placed" and "check.unfed.orders.placed".
class said_places {
public:
  void add(std::string child, std::string key, place at) {
    places_.emplace(std::pair{std::move(child), std::move(key)}, at);
  }

  /// Null where it is not said.
  const place* find(const std::string& child, const std::string& key) const {
    const auto found = places_.find({child, key});
    return found == places_.end() ? nullptr : &found->second;
  }

private:
  std::map<std::pair<std::string, std::string>, place> places_;
};

} // namespace troupe::deploy
