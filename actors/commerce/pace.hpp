// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/options.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace commerce {

/// Keeps something to a rate: told how many were let through, it says how long the next must wait.
///
/// Waits make up for each other, so the rate is kept on average; after more than a second without
/// any, or when the clock was set back, it starts anew. Pure.
class pace {
public:
  /// `per_second` is 0 where there is no limit.
  explicit pace(double per_second) : per_second_(per_second) {}

  bool is_limited() const { return per_second_ > 0; }
  double per_second() const { return per_second_; }
  /// `count` were let through now.
  std::chrono::nanoseconds wait_after(troupe::time_point now, std::uint64_t count = 1);

private:
  double per_second_;
  troupe::time_point due_{};
};

/// What is wrong with an option `rate`, for the pace that is made of it.
std::vector<troupe::option_complaint> complaints_about_rate(double rate);

} // namespace commerce
