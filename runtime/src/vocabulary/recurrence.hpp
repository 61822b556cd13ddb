// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/error.hpp"
#include "vocabulary/cron.hpp"
#include "vocabulary/time_zone.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace troupe {

/// When something comes again and again: every so often, or at the minutes that a cron expression
/// names in a time zone. Both follow the wall's clock.
///
/// Of cron's minutes each comes once: one that the beginning of summer time leaps over comes at the
/// first valid instant, and one that its end shows twice comes at the first time.
/// Pure, and may be used from any thread.
class recurrence {
public:
  /// With `from` it counts from there, and nothing comes before. At least a millisecond.
  static result<recurrence> every(std::chrono::nanoseconds period,
                                  std::optional<time_point> from = {});
  static result<recurrence> at_minutes(std::string_view expression, std::string_view zone,
                                       std::optional<time_point> from = {});

  /// As text, for the journal and for people: `every 1h30m`, `cron 0 8 * * 1-5 in Europe/Berlin`,
  /// either with ` from 2026-11-22T17:43:18.000000Z` behind it.
  std::string text() const;
  static result<recurrence> parse(std::string_view text);

  /// The first time that it comes, once it is set at `now`.
  std::optional<time_point> first(time_point now) const;

  /// The first time after `t`, which may be long before or after `known`, a time when it comes;
  /// nothing where the calendar ends before.
  std::optional<time_point> next(time_point known, time_point t) const;

private:
  struct pace {
    std::chrono::microseconds period;
  };
  struct minutes {
    std::string expression;
    cron named;
    time_zone zone;
  };
  using rule = std::variant<pace, minutes>;

  recurrence(rule what, std::optional<time_point> from) : rule_(std::move(what)), from_(from) {}

  rule rule_;
  std::optional<time_point> from_;
};

} // namespace troupe
