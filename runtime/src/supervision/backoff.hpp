// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace troupe::supervision {

/// How long the restart after the `failure`th failure in a row waits, without jitter: the first one
/// does not.
std::chrono::nanoseconds wait_after(const backoff_policy&, std::uint32_t failure);

/// Counts the failures of one child, and tells how long its restart waits.
///
/// Pure: times come from a clock that never goes back.
class backoff {
public:
  /// It runs.
  void started(std::chrono::nanoseconds now) { up_since_ = now; }

  /// It failed, or failed to start. `chance`, of 0 to 1, is the share of the jitter.
  std::chrono::nanoseconds failed(const backoff_policy&, std::chrono::nanoseconds now,
                                  double chance);

private:
  std::uint32_t failures_ = 0;
  std::optional<std::chrono::nanoseconds> up_since_;
};

/// A share of jitter, the same for the same child and number, and different for others: children
/// that failed together do not come back together.
double chance_of(std::string_view path, std::string_view id, std::uint64_t number);

} // namespace troupe::supervision
