// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"
#include "troupe/text_form.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <ratio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

/// Durations as text, in configuration, JSON and reports alike: whole numbers with their units, the
/// largest unit first, each at most once: `250ms`, `10m`, `1h30m`, `7d`, `-3s`.
///
/// The units are d, h, m, s, ms, us and ns. A number without a unit is an error, also `0`.
/// The range is that of 64-bit nanoseconds, 292 years. All functions may be called from any thread.
namespace troupe {

[[gnu::visibility("default")]] result<std::chrono::nanoseconds>
parse_duration(std::string_view text);

/// Writes the shortest exact text: 90 minutes are `1h30m`, nothing is `0s`.
[[gnu::visibility("default")]] std::string format_duration(std::chrono::nanoseconds duration);

namespace detail {
[[gnu::visibility("default")]] error finer_than_unit(std::string_view text,
                                                     std::chrono::nanoseconds unit);
} // namespace detail

/// Durations in JSON, each in a unit of its own; text with a finer unit than the type can hold is
/// an error, and so is writing a duration of more than 292 years.
template <std::integral Rep, class Period>
requires(std::ratio_greater_equal_v<Period, std::nano>) struct text_form<
    std::chrono::duration<Rep, Period>> {
  using duration = std::chrono::duration<Rep, Period>;
  static constexpr std::string_view expected = "a duration with a unit (like \"10m\" or \"250ms\")";

  static void append(std::string& out, duration x) {
    using std::chrono::nanoseconds;
    using wide = std::chrono::duration<std::int64_t, Period>;
    const wide count{static_cast<std::int64_t>(x.count())};
    constexpr auto least = std::chrono::duration_cast<wide>(nanoseconds::min());
    constexpr auto most = std::chrono::duration_cast<wide>(nanoseconds::max());
    if (!std::in_range<std::int64_t>(x.count()) || count > most || count < least)
      throw std::invalid_argument{"a duration of more than 292 years cannot be written"};
    out += format_duration(std::chrono::duration_cast<nanoseconds>(count));
  }

  static result<duration> parse(std::string_view text) {
    using wide = std::chrono::duration<std::int64_t, Period>;
    const auto parsed = parse_duration(text);
    if (!parsed)
      return parsed.failure();
    const auto rounded = std::chrono::duration_cast<wide>(*parsed);
    if (!std::in_range<Rep>(rounded.count()))
      return error{ec::invalid, '"' + std::string{text} + "\" is too long a time here"};
    if (std::chrono::duration_cast<std::chrono::nanoseconds>(rounded) != *parsed)
      return detail::finer_than_unit(text,
                                     std::chrono::duration_cast<std::chrono::nanoseconds>(wide{1}));
    return duration{static_cast<Rep>(rounded.count())};
  }
};

} // namespace troupe
