// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <string>

namespace troupe {

/// How long the restarts of a child wait. Pure values, any thread.
///
/// The first restart of a row does not wait; each that follows waits `factor` times as long as the
/// one before, up to `max`. A child that ran for `healthy` begins a new row. OTP knows no such
/// thing: `none` is its way.
struct backoff_policy {
  /// 0 is none.
  std::chrono::nanoseconds first{0};
  double factor = 2;
  std::chrono::nanoseconds max = std::chrono::seconds{30};
  /// Chance lengthens each wait by up to this share of it.
  double jitter = 0.2;
  std::chrono::nanoseconds healthy = std::chrono::seconds{60};

  static constexpr backoff_policy none() { return {}; }
  static constexpr backoff_policy usual() { return {std::chrono::milliseconds{100}}; }

  constexpr bool is_none() const noexcept { return first.count() == 0; }

  friend bool operator==(const backoff_policy&, const backoff_policy&) = default;
};

/// "no backoff", or "backoff from 100ms to 30s".
std::string describe(const backoff_policy& x);

} // namespace troupe
