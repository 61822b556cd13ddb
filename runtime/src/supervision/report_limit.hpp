// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <cstdint>
#include <utility>

namespace troupe::supervision {

/// Lets so many reports through a second, and counts the others.
///
/// A quarter of the number is kept for what is urgent, so that a storm of crashes does not hide
/// that a supervisor gave up. Pure: `now` comes from a clock that never goes back.
class report_limit {
public:
  explicit report_limit(std::uint32_t per_second) : per_second_(per_second) {}

  bool lets_through(bool urgent, std::chrono::nanoseconds now) {
    if (now - since_ >= std::chrono::seconds{1}) {
      since_ = now;
      passed_ = 0;
    }
    if (passed_ < (urgent ? per_second_ : per_second_ - per_second_ / 4)) {
      ++passed_;
      return true;
    }
    ++held_back_;
    return false;
  }

  void hold_back() noexcept { ++held_back_; }

  /// How many did not get through since this was asked last.
  std::uint64_t take_held_back() noexcept { return std::exchange(held_back_, 0); }

private:
  std::uint32_t per_second_;
  std::chrono::nanoseconds since_{std::chrono::nanoseconds::min() / 2};
  std::uint32_t passed_ = 0;
  std::uint64_t held_back_ = 0;
};

} // namespace troupe::supervision
