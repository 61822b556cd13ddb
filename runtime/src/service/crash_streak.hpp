// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>

namespace troupe {

/// Tells a bad event from a broken service.
///
/// A crash with a delivery in hand is charged to the delivery. When 20 different events in a row
/// have crashed a child with none handled between, the service is what is broken: further crashes
/// are ordinary failures, until one event is handled. It outlives the actors of one instance; one
/// of them uses it at a time.
class crash_streak {
public:
  explicit crash_streak(std::size_t limit = 20) : limit_(limit) {}

  void handled() { crashed_.clear(); }

  /// Whether this crash is charged to the event.
  bool is_charged(std::uint64_t sequence) {
    if (crashed_.size() >= limit_)
      return false;
    crashed_.insert(sequence);
    return true;
  }

private:
  std::size_t limit_;
  std::set<std::uint64_t> crashed_;
};

} // namespace troupe
