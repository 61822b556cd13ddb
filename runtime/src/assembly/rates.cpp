// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/rates.hpp"

#include <utility>

namespace troupe::assembly {

void rates::sample(std::chrono::nanoseconds now, std::vector<std::uint64_t> counters) {
  samples_.push_back({now, std::move(counters)});
  // One that is as old as the window stays, to compare with.
  while (samples_.size() > 1 && samples_[1].at <= now - window)
    samples_.pop_front();
}

std::vector<double> rates::per_second(std::chrono::nanoseconds now,
                                      const std::vector<std::uint64_t>& counters) const {
  std::vector<double> all(counters.size(), 0.0);
  if (samples_.empty() || samples_.front().at >= now)
    return all;
  const auto& then = samples_.front();
  const auto seconds = std::chrono::duration<double>(now - then.at).count();
  for (std::size_t i = 0; i < all.size() && i < then.counters.size(); ++i)
    all[i] = static_cast<double>(counters[i] - then.counters[i]) / seconds;
  return all;
}

} // namespace troupe::assembly
