// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/timer_plan.hpp"

#include <algorithm>

namespace troupe::bus {
namespace {

constexpr std::chrono::microseconds instant{1};

std::optional<timer_step::times> at(std::optional<time_point> regular) {
  if (!regular)
    return std::nullopt;
  return timer_step::times{*regular, *regular};
}

/// Each time has its event: while they lie behind, the timer is due whenever the rate allows one.
timer_step step_through_all(const journal::timer_record& timer, const recurrence& rule,
                            const moment& is, evenly_spaced& missed) {
  const auto meant = timer.event.time;
  const auto in = [&is](std::chrono::nanoseconds wait) {
    return is.now + std::chrono::ceil<std::chrono::microseconds>(wait);
  };
  const auto following = rule.next(meant, meant);
  const bool lies_behind = following && *following <= is.now;
  // What was granted to an earlier process is void, or all of it would come at once now.
  const bool has_waited = timer.due != meant && timer.due >= is.missed_before;
  if ((lies_behind || meant < is.missed_before) && !has_waited)
    if (const auto wait = missed.wait(is.elapsed); wait > wait.zero())
      return {false, timer_step::times{in(wait), meant}};
  if (!lies_behind)
    return {true, at(following)};
  return {true, timer_step::times{in(missed.wait(is.elapsed)), *following}};
}

} // namespace

std::chrono::nanoseconds evenly_spaced::wait(std::chrono::nanoseconds now) {
  last_ = last_ ? std::max(now, *last_ + spacing_) : now;
  return *last_ - now;
}

timer_step step_of(const journal::timer_record& timer, const recurrence& rule, const moment& is,
                   evenly_spaced& missed) {
  const auto meant = timer.event.time;
  if (timer.missed == missed_timers::all)
    return step_through_all(timer, rule, is, missed);
  if (timer.missed == missed_timers::skip && meant < is.missed_before)
    return {false, at(rule.next(meant, is.missed_before - instant))};
  return {true, at(rule.next(meant, std::max(is.now, meant)))};
}

std::optional<timer_step::times> correction_of(const journal::timer_record& timer,
                                               const recurrence& rule, time_point now) {
  const auto meant = timer.event.time;
  const auto next = rule.next(meant, now);
  const bool is_far_ahead = next && timer.due - *next > short_way_back;
  const bool still_comes = meant <= now || rule.next(meant, meant - instant) == meant;
  return is_far_ahead || !still_comes ? at(next) : std::nullopt;
}

} // namespace troupe::bus
