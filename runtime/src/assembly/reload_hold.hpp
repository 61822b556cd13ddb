// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

namespace troupe::assembly {

/// Counts a change that is under way to something that a reload may replace: no reload begins
/// before it has come to its end. It outlives no count.
class reload_hold {
public:
  explicit reload_hold(std::atomic<int>& changes) : changes_(changes) { ++changes_; }
  ~reload_hold() { let_go(); }
  reload_hold(const reload_hold&) = delete;
  reload_hold& operator=(const reload_hold&) = delete;

  void let_go() {
    if (!over_.exchange(true))
      --changes_;
  }

private:
  std::atomic<int>& changes_;
  std::atomic<bool> over_{false};
};

/// What tells the end of a change, which holds reloads from now on: until just before it is told,
/// so that whoever hears of it may reload, or until nobody is left who could tell it.
template <class T>
std::function<void(T)> hold_reloads(std::atomic<int>& changes, std::function<void(T)> then) {
  return [hold = std::make_shared<reload_hold>(changes), then = std::move(then)](T became) {
    hold->let_go();
    then(std::move(became));
  };
}

} // namespace troupe::assembly
