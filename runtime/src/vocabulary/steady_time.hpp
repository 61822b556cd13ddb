// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"

#include <chrono>

namespace troupe {

/// Steady time is the wall's time as it would be if nobody had ever moved the clock since the
/// journal began: what is to come after a while is due in it, so that a clock that jumps makes it
/// neither early nor late.
///
/// While a process runs it is measured by `clock::elapsed`; from one process to the next by the
/// wall, less what the wall had been moved by until then, which the journal keeps.
/// May be used from any thread; the clock outlives it.
class steady_time {
public:
  explicit steady_time(const clock& time, std::chrono::microseconds moved = {})
      : time_(&time), base_(time.now() - moved - elapsed()) {}

  time_point now() const { return base_ + elapsed(); }

  /// How far the wall's clock is ahead of it.
  std::chrono::microseconds moved() const { return time_->now() - now(); }

private:
  std::chrono::microseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(time_->elapsed());
  }

  const clock* time_;
  time_point base_;
};

} // namespace troupe
