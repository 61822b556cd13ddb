// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/retry_policy.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace troupe {
namespace {

using std::chrono::nanoseconds;

/// Longer than any wait that could matter, and far from overflow where a few are added.
constexpr nanoseconds longest = std::chrono::hours(24 * 365 * 50);

nanoseconds clamped(double count) {
  if (!(count < static_cast<double>(longest.count())))
    return longest;
  return nanoseconds(static_cast<nanoseconds::rep>(std::llround(std::max(count, 0.0))));
}

/// "17 min 28 s", in the two largest units, rounded up.
std::string in_words(nanoseconds time) {
  using namespace std::chrono;
  const auto text = [](auto count, const char* unit) { return std::to_string(count) + " " + unit; };
  if (time < seconds(1))
    return text(ceil<milliseconds>(time).count(), "ms");
  struct unit {
    seconds length;
    const char* name;
  };
  constexpr unit units[] = {
      {hours(24), "d"}, {hours(1), "h"}, {minutes(1), "min"}, {seconds(1), "s"}};
  const auto whole = ceil<seconds>(time);
  for (auto large = std::begin(units); large != std::end(units) - 1; ++large) {
    if (whole < large->length)
      continue;
    const auto& small = *(large + 1);
    const auto counted = (whole.count() + small.length.count() - 1) / small.length.count();
    const auto per_large = large->length / small.length;
    auto words = text(counted / per_large, large->name);
    if (counted % per_large != 0)
      words += " " + text(counted % per_large, small.name);
    return words;
  }
  return text(whole.count(), "s");
}

} // namespace

nanoseconds retry_policy::delay_before(int next_attempt, double random01) const {
  if (next_attempt < 2)
    return nanoseconds::zero();
  const auto grown = static_cast<double>(first.count()) * std::pow(factor, next_attempt - 2);
  const auto capped = std::min(grown, static_cast<double>(max.count()));
  return clamped(capped * (1 + jitter * std::clamp(random01, 0.0, 1.0)));
}

nanoseconds retry_policy::bound() const {
  auto sum = nanoseconds::zero();
  for (int attempt = 2; attempt <= attempts && sum < longest; ++attempt)
    sum += delay_before(attempt, 1);
  return std::min(sum, longest);
}

namespace {

/// How many of the attempts may be of those that cost more, where that is a bound of its own.
std::string dear_ones(const retry_policy& x) {
  std::string words;
  const auto add = [&](int most, const char* what) {
    if (most >= x.attempts)
      return;
    words += (words.empty() ? ", among them at most " : " and ") + std::to_string(most) + ' ' +
             what + (most == 1 ? "" : "s");
  };
  add(x.timeouts, "timeout");
  add(x.signals, "signal");
  return words;
}

} // namespace

std::string describe(const retry_policy& x) {
  if (x.attempts <= 1)
    return "1 attempt";
  return "at most " + std::to_string(x.attempts) + " attempts over " + in_words(x.bound()) +
         dear_ones(x);
}

} // namespace troupe
