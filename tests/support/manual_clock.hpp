// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"

#include <atomic>

namespace troupe::support {

/// A clock that stands still until a test moves it. May be read from any thread.
class manual_clock final : public clock {
public:
  explicit manual_clock(time_point start = time_point{std::chrono::seconds{1'800'000'000}})
      : start_(start) {}

  time_point now() const override {
    return start_ + std::chrono::microseconds{jumped_.load()} +
           std::chrono::duration_cast<std::chrono::microseconds>(elapsed());
  }
  std::chrono::nanoseconds elapsed() const override {
    return std::chrono::nanoseconds{elapsed_.load()};
  }
  void advance(std::chrono::nanoseconds by) { elapsed_ += by.count(); }
  /// Moves the wall alone, as somebody who sets a clock.
  void jump(std::chrono::microseconds by) { jumped_ += by.count(); }

private:
  time_point start_;
  std::atomic<std::int64_t> elapsed_{0};
  std::atomic<std::int64_t> jumped_{0};
};

} // namespace troupe::support
