// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/pace.hpp"

#include <algorithm>

namespace commerce {

std::chrono::nanoseconds pace::wait_after(troupe::time_point now, std::uint64_t count) {
  if (!is_limited())
    return {};
  // Nobody waits for more than a year, and no time overflows.
  constexpr auto longest = std::chrono::microseconds{std::chrono::hours{24 * 365}};
  auto seconds = static_cast<double>(count) / per_second_;
  auto share =
      seconds < 3e7 ? std::chrono::microseconds{static_cast<std::int64_t>(seconds * 1e6)} : longest;
  if (now - due_ > std::chrono::seconds{1} || due_ - now > share + std::chrono::seconds{1})
    due_ = now;
  due_ += share;
  return std::max(due_ - now, std::chrono::microseconds{0});
}

std::vector<troupe::option_complaint> complaints_about_rate(double rate) {
  if (rate >= 0)
    return {};
  return {{"rate", "is negative; use 0 for no limit"}};
}

} // namespace commerce
