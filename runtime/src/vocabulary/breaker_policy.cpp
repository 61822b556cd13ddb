// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/breaker_policy.hpp"

#include "troupe/duration.hpp"

#include <algorithm>
#include <cmath>

namespace troupe {
namespace {

/// "50", "12.5": of a number with at most one digit behind the point.
std::string in_percent(double share) {
  const auto tenths = std::lround(share * 1000);
  auto text = std::to_string(tenths / 10);
  if (tenths % 10 != 0)
    text += '.' + std::to_string(tenths % 10);
  return text;
}

} // namespace

std::chrono::nanoseconds breaker_policy::pause_after(std::chrono::nanoseconds last) const {
  const auto longer = static_cast<double>(last.count()) * factor;
  if (longer >= static_cast<double>(max.count()))
    return max;
  return std::chrono::nanoseconds(std::llround(longer));
}

std::string describe(const breaker_policy& x) {
  std::string when;
  if (x.failures > 0)
    when = std::to_string(x.failures) + (x.failures == 1 ? " failure" : " failures in a row");
  if (x.share > 0)
    when += (when.empty() ? "" : ", or ") + in_percent(x.share) + " % of at least " +
            std::to_string(x.minimum) + " attempts within " + format_duration(x.window) + " failed";
  auto out = "after " + when + ", only a probe is tried, after " + format_duration(x.pause);
  if (x.pause_after(x.pause) > x.pause)
    out += ", then ever later, up to " + format_duration(x.max);
  return out;
}

} // namespace troupe
