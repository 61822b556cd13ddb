// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <bitset>
#include <chrono>
#include <optional>
#include <string_view>

namespace troupe {

/// A minute as a calendar and a clock on the wall show it, in whatever time zone they hang.
using calendar_minute = std::chrono::local_time<std::chrono::minutes>;

/// A cron expression names minutes of the calendar: `0 8 * * 1-5` is eight o'clock from Monday to
/// Friday.
///
/// Five fields: minute (0 to 59), hour (0 to 23), day of the month (1 to 31), month (1 to 12 or jan
/// to dec) and weekday (0 to 7 or sun to sat; 0 and 7 are Sunday). A field is a list of `*`,
/// numbers and ranges; `*` and ranges may have a step: `*/15`, `8-18/2`. Where both the day and the
/// weekday are restricted, that is neither begins with `*`, one of them is enough, as in every
/// cron. Short names for the usual ones: `@hourly`, `@daily` (`@midnight`), `@weekly`, `@monthly`,
/// `@yearly` (`@annually`).
///
/// Pure, and may be used from any thread. An expression that no day ever meets is refused.
class cron {
public:
  static result<cron> parse(std::string_view text);

  /// The first minute after `t` that it names; nothing where the calendar ends before.
  std::optional<calendar_minute> next(calendar_minute t) const;

private:
  bool names(const std::chrono::year_month_day&) const;
  bool names_a_day_that_exists() const;
  std::optional<std::chrono::minutes> first_time(std::chrono::minutes not_before) const;

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<8> weekdays_;
  bool one_is_enough_ = false; ///< the day or the weekday
};

} // namespace troupe
