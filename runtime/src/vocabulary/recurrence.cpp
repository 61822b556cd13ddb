// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/recurrence.hpp"

#include "troupe/duration.hpp"
#include "troupe/time.hpp"

#include <algorithm>
#include <utility>

namespace troupe {
namespace {

constexpr std::string_view every_word = "every ";
constexpr std::string_view cron_word = "cron ";
constexpr std::string_view in_word = " in ";
constexpr std::string_view from_word = " from ";

constexpr std::chrono::milliseconds shortest{1};
constexpr std::chrono::microseconds instant{1};

/// The last time that can be written as text.
const time_point end_of_calendar = std::chrono::sys_days{std::chrono::year{10000} / 1 / 1};

/// How many whole periods lie before it, also below zero.
std::int64_t periods(std::chrono::microseconds time, std::chrono::microseconds period) {
  const auto whole = time / period;
  return time % period < time.zero() ? whole - 1 : whole;
}

time_point after(const time_zone& zone, const cron& named, time_point t,
                 std::optional<calendar_minute>& at) {
  auto found = time_point::min();
  while (at && found <= t) {
    at = named.next(*at);
    if (at)
      found = zone.first_instant(*at);
  }
  return found;
}

} // namespace

result<recurrence> recurrence::every(std::chrono::nanoseconds period,
                                     std::optional<time_point> from) {
  if (period < shortest || period % instant != period.zero())
    return error{ec::invalid, "nothing can recur every " + format_duration(period) +
                                  "; a period is at least 1ms, in whole microseconds"};
  return recurrence{pace{std::chrono::duration_cast<std::chrono::microseconds>(period)}, from};
}

result<recurrence> recurrence::at_minutes(std::string_view expression, std::string_view zone,
                                          std::optional<time_point> from) {
  auto named = cron::parse(expression);
  if (!named)
    return std::move(named).failure();
  auto found = time_zone::find(zone);
  if (!found)
    return std::move(found).failure();
  return recurrence{minutes{std::string{expression}, *named, *found}, from};
}

std::string recurrence::text() const {
  std::string made;
  if (const auto* each = std::get_if<pace>(&rule_))
    made.append(every_word).append(format_duration(each->period));
  else if (const auto* some = std::get_if<minutes>(&rule_))
    made.append(cron_word).append(some->expression).append(in_word).append(some->zone.name());
  if (from_)
    made.append(from_word).append(format_time(*from_));
  return made;
}

result<recurrence> recurrence::parse(std::string_view text) {
  auto rule = text;
  std::optional<time_point> from;
  if (const auto at = text.rfind(from_word); at != text.npos) {
    const auto given = parse_time(text.substr(at + from_word.size()));
    if (!given)
      return given.failure();
    from = *given;
    rule = text.substr(0, at);
  }
  if (rule.starts_with(every_word)) {
    const auto period = parse_duration(rule.substr(every_word.size()));
    return period ? every(*period, from) : result<recurrence>{period.failure()};
  }
  const auto in = rule.rfind(in_word);
  if (rule.starts_with(cron_word) && in != rule.npos && in >= cron_word.size())
    return at_minutes(rule.substr(cron_word.size(), in - cron_word.size()),
                      rule.substr(in + in_word.size()), from);
  return error{ec::malformed,
               '"' + std::string{text} +
                   "\" does not say when something recurs; write it like \"every 10m\" "
                   "or \"cron 0 8 * * 1-5 in Europe/Berlin\""};
}

std::optional<time_point> recurrence::first(time_point now) const {
  return next(from_.value_or(now), from_ ? std::max(now, *from_ - instant) : now);
}

std::optional<time_point> recurrence::next(time_point known, time_point t) const {
  if (from_)
    t = std::max(t, *from_ - instant);
  std::optional<time_point> found;
  if (const auto* each = std::get_if<pace>(&rule_)) {
    found = known + (periods(t - known, each->period) + 1) * each->period;
  } else {
    const auto& some = std::get<minutes>(rule_);
    std::optional<calendar_minute> at = some.zone.minute_of(t);
    const auto instant_of = after(some.zone, some.named, t, at);
    if (at)
      found = instant_of;
  }
  return found && *found < end_of_calendar ? found : std::nullopt;
}

} // namespace troupe
