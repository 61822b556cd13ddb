// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "vocabulary/failure.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace troupe {

/// How long each next attempt waits: a list, or one that grows.
///
/// The wait before attempt n (n >= 2) is `list[n-2]`, and the last of the list from then on; where
/// there is no list it is `first * factor^(n-2)`, at most `max`.
struct retry_delays {
  std::chrono::nanoseconds first = std::chrono::milliseconds(50);
  double factor = 4;
  std::chrono::nanoseconds max = std::chrono::minutes(10);
  std::vector<std::chrono::nanoseconds> list{};

  std::chrono::nanoseconds before(int next_attempt) const;
  std::chrono::nanoseconds longest() const;

  friend bool operator==(const retry_delays&, const retry_delays&) = default;
};

/// What a class of failures has of its own.
struct failure_policy {
  /// How many of a delivery's attempts may fail so; as many as there are where that is less.
  int attempts = 10'000;
  std::optional<retry_delays> delays{};

  friend bool operator==(const failure_policy&, const failure_policy&) = default;
};

/// How often a delivery is tried, and how long each next attempt waits. Pure values, any thread.
///
/// Each wait is lengthened by up to the share `jitter`. Jitter only lengthens, and a handler that
/// says how long to wait gets at most the longest wait, so the bounds that people are told are true
/// ones. A delivery that is rejected is never tried again.
struct retry_policy {
  /// A delivery that was tried, in short.
  struct history {
    int failed = 0;                         ///< attempts, this one included
    int alike = 0;                          ///< of them those of the same class, this one included
    std::chrono::nanoseconds since_first{}; ///< from the first of them to this one
  };

  int attempts = 9; ///< all of them, the first included; at least 1
  retry_delays delays{};
  double jitter = 0.2; ///< from 0 to 1
  /// No attempt begins later than so long after the first one failed.
  std::chrono::nanoseconds within = std::chrono::nanoseconds::max();
  failure_policy crash{};
  failure_policy timeout{2}; ///< each leaves a thread behind
  failure_policy signal{3};  ///< each ends the process
  failure_policy undecodable{1};

  /// Whether an attempt that failed so was the last.
  bool is_last(failure, const history&) const;

  /// How long the next attempt waits, given a random number from [0, 1), and what the handler said
  /// of it, if it did.
  std::chrono::nanoseconds wait_after(failure, const history&, double random01,
                                      std::optional<std::chrono::nanoseconds> asked = {}) const;

  /// The longest that all waits together can take, where no handler asks for others.
  std::chrono::nanoseconds bound() const;
  /// And where each asks for the longest.
  std::chrono::nanoseconds bound_if_asked() const;

  friend bool operator==(const retry_policy&, const retry_policy&) = default;

private:
  const failure_policy* of(failure) const;
  const retry_delays& delays_of(failure) const;
  std::chrono::nanoseconds lengthened(std::chrono::nanoseconds, double random01) const;
};

/// The bound in words: "at most 9 attempts over 17 min 28 s, among them at most 2 timeouts and 3
/// signals; over 1 h 36 min if its handler says how long to wait". Times are rounded up.
std::string describe(const retry_policy& x);

} // namespace troupe
