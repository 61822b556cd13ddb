// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace troupe::execution {

/// A gate is closed and then open for good; what waits at it is run by whoever opens it, in order.
/// May be used from any thread. What waits must not use the gate.
class gate {
public:
  bool is_open() const noexcept { return open_.load(std::memory_order_acquire); }

  /// Runs it at once where the gate is open.
  void when_open(std::function<void()> then) {
    {
      const std::lock_guard held{mutex_};
      if (!is_open()) {
        waiting_.push_back(std::move(then));
        return;
      }
    }
    then();
  }

  void open() {
    const std::lock_guard held{mutex_};
    for (const auto& then : std::exchange(waiting_, {}))
      then();
    open_.store(true, std::memory_order_release);
  }

private:
  std::mutex mutex_;
  std::vector<std::function<void()>> waiting_;
  std::atomic<bool> open_{false};
};

} // namespace troupe::execution
