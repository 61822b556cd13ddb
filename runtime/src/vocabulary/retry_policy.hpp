// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <string>

namespace troupe {

/// How often a delivery is tried, and how long each next attempt waits. Pure values, any thread.
///
/// The wait before attempt n (n >= 2) is `first * factor^(n-2)`, at most `max`, and lengthened by
/// up to the share `jitter`. Jitter only lengthens, so the bound that people are told is a true
/// one.
struct retry_policy {
  int attempts = 9; ///< all of them, the first included; at least 1
  std::chrono::nanoseconds first = std::chrono::milliseconds(50);
  double factor = 4;
  std::chrono::nanoseconds max = std::chrono::minutes(10);
  double jitter = 0.2; ///< from 0 to 1
  /// How many of the attempts may be such, for each costs more than a delivery: at least 1.
  int timeouts = 2; ///< the handler did not return, and a thread was left behind with it
  int signals = 3;  ///< the handler ended the process

  /// The wait before attempt `next_attempt`, given a random number from [0, 1).
  std::chrono::nanoseconds delay_before(int next_attempt, double random01) const;

  /// The longest that all waits together can take.
  std::chrono::nanoseconds bound() const;

  friend bool operator==(const retry_policy&, const retry_policy&) = default;
};

/// The bound in words: "at most 9 attempts over 17 min 28 s, among them at most 2 timeouts and 3
/// signals". Times are rounded up.
std::string describe(const retry_policy& x);

} // namespace troupe
