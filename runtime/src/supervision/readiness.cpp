// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/readiness.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::supervision {

void readiness::started(const std::string& path) {
  if (down_.erase(path) > 0)
    call_ready();
}

void readiness::went_down(const std::string& path) {
  down_.insert(path);
}

void readiness::ended_for_good(const std::string& path) {
  down_.erase(path);
  const auto below = path + '/';
  for (auto x = down_.lower_bound(below);
       x != down_.end() && x->compare(0, below.size(), below) == 0;)
    x = down_.erase(x);
  call_ready();
}

std::vector<std::string> readiness::missing(const std::vector<std::string>& paths) const {
  std::vector<std::string> all;
  std::copy_if(paths.begin(), paths.end(), std::back_inserter(all),
               [this](const auto& path) { return down_.count(path) > 0; });
  return all;
}

void readiness::when_ready(std::vector<std::string> paths, std::function<void()> then) {
  waiting_.push_back({std::move(paths), std::move(then)});
}

void readiness::call_ready() {
  const auto ready = std::stable_partition(
      waiting_.begin(), waiting_.end(), [this](const waiting& x) { return !are_ready(x.paths); });
  const std::vector<waiting> now{std::make_move_iterator(ready),
                                 std::make_move_iterator(waiting_.end())};
  waiting_.erase(ready, waiting_.end());
  for (const auto& x : now)
    x.then();
}

} // namespace troupe::supervision
