// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/pressure.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::bus {

void pressure::raise(const std::string& topic) {
  const std::lock_guard guard{mutex_};
  ++full_[topic];
}

void pressure::lower(const std::string& topic) {
  std::vector<waiting> free;
  {
    const std::lock_guard guard{mutex_};
    if (const auto known = full_.find(topic); known != full_.end() && --known->second == 0)
      full_.erase(known);
    const auto first = std::stable_partition(waiting_.begin(), waiting_.end(),
                                             [this](const auto& x) { return is_full(x.topics); });
    std::move(first, waiting_.end(), std::back_inserter(free));
    waiting_.erase(first, waiting_.end());
  }
  for (const auto& each : free)
    each.then();
}

bool pressure::hold(const std::set<std::string>& topics, std::function<void()> then) {
  const std::lock_guard guard{mutex_};
  if (!is_full(topics))
    return false;
  waiting_.push_back({topics, std::move(then)});
  return true;
}

bool pressure::is_full(const std::set<std::string>& topics) const {
  return std::any_of(topics.begin(), topics.end(),
                     [this](const auto& topic) { return full_.count(topic) > 0; });
}

} // namespace troupe::bus
