// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"

namespace troupe::testing {

/// Stands still until it is moved; for one thread.
class still_clock final : public clock {
public:
  /// The first of January 2030, so that a text in a test says where it comes from.
  static constexpr time_point start{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};

  explicit still_clock(time_point begin = start) : began_(begin), now_(begin) {}

  time_point now() const override { return now_; }
  std::chrono::nanoseconds elapsed() const override { return now_ - began_; }
  void move_to(time_point later) { now_ = later; }
  void move_to(std::chrono::nanoseconds elapsed) {
    now_ = began_ + std::chrono::ceil<std::chrono::microseconds>(elapsed);
  }

private:
  time_point began_;
  time_point now_;
};

} // namespace troupe::testing
