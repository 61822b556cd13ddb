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

nanoseconds retry_delays::before(int next_attempt) const {
  if (next_attempt < 2)
    return nanoseconds::zero();
  const auto at = static_cast<std::size_t>(next_attempt) - 2;
  if (!list.empty())
    return list[std::min(at, list.size() - 1)];
  const auto grown = static_cast<double>(first.count()) * std::pow(factor, next_attempt - 2);
  return clamped(std::min(grown, static_cast<double>(max.count())));
}

nanoseconds retry_delays::longest() const {
  return list.empty() ? max : *std::max_element(list.begin(), list.end());
}

/// Null for those that have nothing of their own.
const failure_policy* retry_policy::of(failure why) const {
  switch (why) {
  case failure::crash:
    return &crash;
  case failure::timeout:
    return &timeout;
  case failure::signal:
    return &signal;
  case failure::undecodable:
    return &undecodable;
  case failure::unsaid:
  case failure::retry:
  case failure::reject:
    break;
  }
  return nullptr;
}

const retry_delays& retry_policy::delays_of(failure why) const {
  const auto* own = of(why);
  return own && own->delays ? *own->delays : delays;
}

bool retry_policy::is_last(failure why, const history& so_far) const {
  const auto* own = of(why);
  return why == failure::reject || so_far.failed >= attempts ||
         (own && so_far.alike >= own->attempts) || so_far.since_first >= within;
}

nanoseconds retry_policy::lengthened(nanoseconds wait, double random01) const {
  return clamped(static_cast<double>(wait.count()) * (1 + jitter * std::clamp(random01, 0.0, 1.0)));
}

nanoseconds retry_policy::wait_after(failure why, const history& so_far, double random01,
                                     std::optional<nanoseconds> asked) const {
  const auto& usual = delays_of(why);
  const auto wait = asked ? std::clamp(*asked, nanoseconds::zero(), usual.longest())
                          : usual.before(so_far.failed + 1);
  return std::clamp(within - so_far.since_first, nanoseconds::zero(), lengthened(wait, random01));
}

/// A class has its own waits as often as it may fail and be tried again: what these can be longer
/// by than the others' is added for the longest of them.
nanoseconds retry_policy::bound() const {
  auto sum = nanoseconds::zero();
  std::vector<nanoseconds> longer[4];
  const failure_policy* const classes[] = {&crash, &timeout, &signal, &undecodable};
  for (int attempt = 2; attempt <= attempts && sum < longest; ++attempt) {
    const auto usual = lengthened(delays.before(attempt), 1);
    sum += usual;
    for (std::size_t i = 0; i < std::size(classes); ++i)
      if (classes[i]->delays)
        longer[i].push_back(
            std::max(lengthened(classes[i]->delays->before(attempt), 1) - usual, nanoseconds(0)));
  }
  for (std::size_t i = 0; i < std::size(classes); ++i) {
    std::sort(longer[i].rbegin(), longer[i].rend());
    const auto most =
        std::min(longer[i].size(), static_cast<std::size_t>(classes[i]->attempts - 1));
    for (std::size_t at = 0; at < most && sum < longest; ++at)
      sum += longer[i][at];
  }
  return std::min({sum, longest, within});
}

nanoseconds retry_policy::bound_if_asked() const {
  const auto each = lengthened(delays.longest(), 1);
  auto sum = nanoseconds::zero();
  for (int attempt = 2; attempt <= attempts && sum < longest; ++attempt)
    sum += each;
  return std::max(bound(), std::min({sum, longest, within}));
}

namespace {

/// How many of the attempts may be of those classes that have a bound of their own.
std::string of_classes(const retry_policy& x) {
  std::vector<std::string> words;
  const auto add = [&](const failure_policy& own, const char* one, const char* more) {
    if (own.attempts < x.attempts)
      words.push_back(std::to_string(own.attempts) + ' ' + (own.attempts == 1 ? one : more));
  };
  add(x.crash, "crash", "crashes");
  add(x.timeout, "timeout", "timeouts");
  add(x.signal, "signal", "signals");
  if (x.undecodable.attempts > 1)
    add(x.undecodable, "that cannot be decoded", "that cannot be decoded");
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? ", among them at most " : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

} // namespace

std::string describe(const retry_policy& x) {
  if (x.attempts <= 1)
    return "1 attempt";
  const auto usual = in_words(x.bound());
  const auto asked = in_words(x.bound_if_asked());
  return "at most " + std::to_string(x.attempts) + " attempts over " + usual + of_classes(x) +
         (asked == usual ? "" : "; over " + asked + " if its handler says how long to wait");
}

} // namespace troupe
