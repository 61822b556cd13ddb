// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

namespace troupe::assembly {

/// How fast counters grow, over the last `window`. Pure; belongs to one thread at a time.
class rates {
public:
  static constexpr std::chrono::seconds window{10};
  static constexpr std::chrono::seconds interval{1};

  /// What all counters say now; as many as before, and none less than before.
  void sample(std::chrono::nanoseconds now, std::vector<std::uint64_t> counters);

  /// Per second, to what the counters say now; zeros before the first sample.
  std::vector<double> per_second(std::chrono::nanoseconds now,
                                 const std::vector<std::uint64_t>& counters) const;

private:
  struct moment {
    std::chrono::nanoseconds at;
    std::vector<std::uint64_t> counters;
  };
  std::deque<moment> samples_;
};

} // namespace troupe::assembly
