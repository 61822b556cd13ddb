// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>

namespace troupe::supervision {

/// The restart window counts restarts, and tells when there were too many of them.
///
/// Times are of a clock that never goes back, and come in order. A restart counts until more than a
/// whole period has passed since; at most `intensity` of them may count at a time.
class restart_window {
public:
  restart_window(std::uint32_t intensity, std::chrono::nanoseconds period)
      : intensity_(intensity), period_(period) {}

  /// Counts a restart at `now`; false if it is one too many.
  [[nodiscard]] bool add(std::chrono::nanoseconds now);

  /// New limits; what was counted stays counted.
  void limit(std::uint32_t intensity, std::chrono::nanoseconds period) {
    intensity_ = intensity;
    period_ = period;
  }

private:
  std::uint32_t intensity_;
  std::chrono::nanoseconds period_;
  std::deque<std::chrono::nanoseconds> restarts_;
};

} // namespace troupe::supervision
