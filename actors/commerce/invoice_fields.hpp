// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/text_form.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace commerce {

/// How the dates of an input are written.
enum class date_format {
  /// `M/D/YY`: the month comes first.
  month_first,
  /// `DD/MM/YYYY`: the day comes first.
  day_first,
};

/// No quantity and no price (in minor units) is larger than this, either way.
inline constexpr std::int64_t field_limit = 1'000'000'000'000;

/// A whole number, `-?\d+`, within `field_limit`.
std::optional<std::int64_t> parse_quantity(std::string_view text);

/// A price, `-?\d+(\.\d+)?`, in minor units, rounded half away from zero, within `field_limit`.
std::optional<std::int64_t> parse_price_minor(std::string_view text);

/// A date in the format, a blank and `H:MM`, taken as UTC. Days, months and hours have one or two
/// digits; years have four, or two that follow 20. A date that no calendar has is none.
std::optional<troupe::time_point> parse_date(std::string_view text, date_format format);

} // namespace commerce

/// The names of date formats in a deployment are `M/D/YY` and `DD/MM/YYYY`.
template <>
struct troupe::text_form<commerce::date_format> {
  static constexpr std::string_view expected = "\"M/D/YY\" or \"DD/MM/YYYY\"";
  static void append(std::string& out, commerce::date_format format);
  static result<commerce::date_format> parse(std::string_view text);
};
