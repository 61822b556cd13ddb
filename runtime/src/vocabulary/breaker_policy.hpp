// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <string>

namespace troupe {

/// When a service is given nothing more but a probe now and then. Pure values, any thread.
///
/// The breaker opens after `failures` in a row, or when the share `share` of at least `minimum`
/// attempts within `window` failed. The first probe comes `pause` later, and each that follows a
/// failed one waits `factor` times as long, up to `max`.
struct breaker_policy {
  int failures = 5;   ///< 0: they do not count in a row
  double share = 0.5; ///< 0: their share does not count
  int minimum = 20;
  std::chrono::nanoseconds window = std::chrono::minutes(1);
  std::chrono::nanoseconds pause = std::chrono::seconds(10);
  double factor = 2;
  std::chrono::nanoseconds max = std::chrono::minutes(5);

  /// How long the next probe waits, given how long the one waited that failed now.
  std::chrono::nanoseconds pause_after(std::chrono::nanoseconds pause) const;

  friend bool operator==(const breaker_policy&, const breaker_policy&) = default;
};

/// "after 5 failures in a row, or 50 % of at least 20 attempts within 1m, only a probe is tried,
/// after 10s, then ever later, up to 5m".
std::string describe(const breaker_policy& x);

} // namespace troupe
