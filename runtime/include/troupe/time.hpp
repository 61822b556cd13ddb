// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/error.hpp"
#include "troupe/text_form.hpp"

#include <string>
#include <string_view>

/// Points in time as text: RFC 3339, written in UTC with six digits and `Z`.
///
/// All functions may be called from any thread. Only the years 0000 to 9999 have a form.
namespace troupe {

/// Reads `2026-11-22T17:43:18.123456Z`, with any offset and up to nine digits of a second.
///
/// What is finer than a microsecond is cut off. A leap second is the first moment of the next day,
/// as it is for the system's clock.
[[gnu::visibility("default")]] result<time_point> parse_time(std::string_view text);

/// Writes `2026-11-22T17:43:18.123456Z`; a time outside the years 0000 to 9999 becomes the nearest
/// one inside.
[[gnu::visibility("default")]] std::string format_time(time_point at);

/// Times in JSON; a time outside the years 0000 to 9999 is refused.
template <>
struct [[gnu::visibility("default")]] text_form<time_point> {
  static constexpr std::string_view expected = "a time like \"2026-11-22T17:43:18Z\"";
  static constexpr std::string_view format = "date-time"; ///< as JSON Schema calls it
  static void append(std::string & out, time_point at);
  static result<time_point> parse(std::string_view text) {
    return parse_time(text);
  }
};

} // namespace troupe
