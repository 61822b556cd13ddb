// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/time_zone.hpp"

#include "vocabulary/nearest.hpp"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

// The library's only place. It reads the transitions that the database lists, which end in 2037,
// and takes no notice of the rule for all years after; so a date after that is looked up in a
// listed year where it falls on the same weekday, for that is how such rules are written.

namespace troupe {
namespace {

constexpr date::year last_listed{2037};

bool is_listed(const date::year_month_day& day) {
  return day.year() <= last_listed;
}

/// By how many weeks the date goes back to a listed year where it has the same weekday.
date::days to_listed(date::year_month_day day) {
  if (is_listed(day))
    return date::days{0};
  if (day.month() == date::February && day.day() == date::day{29})
    day = day.year() / date::February / 28;
  const auto at = date::sys_days{day};
  auto listed = last_listed;
  while (date::weekday{date::sys_days{listed / day.month() / day.day()}} != date::weekday{at})
    --listed;
  return at - date::sys_days{listed / day.month() / day.day()};
}

date::local_seconds as_local(calendar_minute t) {
  return date::local_seconds{t.time_since_epoch()};
}

} // namespace

result<time_zone> time_zone::find(std::string_view name) {
  if (name.empty())
    return error{ec::invalid, "a time zone has a name, such as Europe/Berlin or UTC"};
  try {
    const auto& all = date::get_tzdb().zones;
    const auto known = std::find_if(all.begin(), all.end(),
                                    [name](const auto& zone) { return zone.name() == name; });
    if (known != all.end()) {
      static_cast<void>(known->get_info(date::sys_seconds{})); // Reads the zone's file.
      return time_zone{*known};
    }
    std::vector<std::string_view> names;
    for (const auto& zone : all)
      names.push_back(zone.name());
    const auto meant = nearest(name, names);
    return error{ec::not_found,
                 "there is no time zone \"" + std::string{name} + '"' +
                     (meant.empty() ? "; name one as Europe/Berlin, from /usr/share/zoneinfo"
                                    : "; did you mean \"" + meant + "\"?")};
  } catch (const std::exception& e) {
    return error{ec::not_found, "the system's time zones cannot be read (" + std::string{e.what()} +
                                    "); install the package tzdata"};
  }
}

std::string time_zone::name() const {
  return zone_->name();
}

calendar_minute time_zone::minute_of(time_point t) const {
  const auto at = date::floor<std::chrono::seconds>(t);
  const auto back = to_listed(date::year_month_day{date::floor<date::days>(at)});
  const auto shown = at + zone_->get_info(at - back).offset;
  return calendar_minute{std::chrono::floor<std::chrono::minutes>(shown.time_since_epoch())};
}

time_point time_zone::first_instant(calendar_minute t) const {
  const auto at = as_local(t);
  const auto back = to_listed(date::year_month_day{date::floor<date::days>(at)});
  const auto info = zone_->get_info(at - back);
  if (info.result == date::local_info::nonexistent)
    return time_point{info.first.end + back};
  return time_point{date::sys_seconds{at.time_since_epoch()} - info.first.offset};
}

} // namespace troupe
