// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/backoff.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <utility>

namespace troupe::supervision {

std::chrono::nanoseconds wait_after(const backoff_policy& policy, std::uint32_t failure) {
  if (policy.is_none() || failure < 2)
    return {};
  const auto grown = static_cast<double>(policy.first.count()) *
                     std::pow(policy.factor, static_cast<double>(failure - 2));
  const auto most = static_cast<double>(policy.max.count());
  return std::chrono::nanoseconds{static_cast<std::int64_t>(std::min(grown, most))};
}

std::chrono::nanoseconds backoff::failed(const backoff_policy& policy, std::chrono::nanoseconds now,
                                         double chance) {
  if (const auto since = std::exchange(up_since_, std::nullopt);
      since && now - *since >= policy.healthy)
    failures_ = 0;
  // It is of no interest how often a child failed that has long reached the longest wait.
  failures_ = std::min(failures_ + 1, 1'000'000U);
  const auto wait = static_cast<double>(wait_after(policy, failures_).count());
  return std::chrono::nanoseconds{static_cast<std::int64_t>(wait * (1 + policy.jitter * chance))};
}

double chance_of(std::string_view path, std::string_view id, std::uint64_t number) {
  const std::hash<std::string_view> hash;
  std::mt19937_64 random{hash(path) * 31 + hash(id) + number};
  return std::uniform_real_distribution<double>{0, 1}(random);
}

} // namespace troupe::supervision
