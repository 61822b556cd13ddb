// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <set>

#include "troupe/uuid.hpp"

namespace troupe {

/// Tells a bad event from a broken service.
///
/// A crash with a delivery in hand is charged to the delivery. When 20 different events in a row
/// have crashed a child with none handled between, the service is what is broken: further crashes
/// are ordinary failures, until one event is handled. It outlives the actors of one instance, and
/// may be used from any thread: one that was left behind in its handler may come back beside its
/// successor.
class crash_streak {
public:
  explicit crash_streak(std::size_t limit = 20) : limit_(limit) {}

  void handled() {
    if (!any_.load(std::memory_order_acquire))
      return; // As ever; no lock for that.
    const std::lock_guard guard{mutex_};
    crashed_.clear();
    any_ = false;
  }

  /// Whether this crash is charged to the event.
  bool is_charged(const uuid& event) {
    const std::lock_guard guard{mutex_};
    if (crashed_.size() >= limit_)
      return false;
    crashed_.insert(event);
    any_ = true;
    return true;
  }

private:
  std::size_t limit_;
  std::mutex mutex_;
  std::set<uuid> crashed_;
  std::atomic<bool> any_{false}; ///< `crashed_` is not empty
};

} // namespace troupe
