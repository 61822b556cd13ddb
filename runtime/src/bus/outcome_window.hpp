// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

namespace troupe::bus {

/// How many attempts were handled and how many failed lately. Pure, and of constant size: it is
/// divided in ten, of which the oldest is forgotten as a whole.
class outcome_window {
public:
  using time = std::chrono::nanoseconds;

  struct counts {
    std::uint64_t handled = 0;
    std::uint64_t failed = 0;
  };

  explicit outcome_window(time length) : step_(std::max<time>(length / parts, time{1})) {}

  void add(counts more, time now) {
    go_on_to(now);
    auto& present = part_of(newest_);
    present.handled += more.handled;
    present.failed += more.failed;
  }

  counts at(time now) {
    go_on_to(now);
    counts sum;
    for (const auto& each : counted_) {
      sum.handled += each.handled;
      sum.failed += each.failed;
    }
    return sum;
  }

  void clear() { counted_ = {}; }

private:
  static constexpr int parts = 10;

  counts& part_of(std::int64_t number) {
    return counted_[static_cast<std::size_t>(number % parts)];
  }

  void go_on_to(time now) {
    const auto number = now / step_;
    if (number - newest_ >= parts)
      clear();
    else
      for (auto each = newest_ + 1; each <= number; ++each)
        part_of(each) = {};
    newest_ = std::max(newest_, number);
  }

  time step_;
  std::int64_t newest_ = 0;
  std::array<counts, parts> counted_{};
};

} // namespace troupe::bus
