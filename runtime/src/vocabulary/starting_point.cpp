// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/starting_point.hpp"

#include "troupe/time.hpp"

#include <charconv>

namespace troupe {

result<starting_point> parse_starting_point(std::string_view text) {
  using kinds = starting_point::kinds;
  if (text == "beginning")
    return starting_point{kinds::beginning};
  if (text == "now")
    return starting_point{kinds::now};
  starting_point made;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, made.sequence);
  if (read.ec == std::errc{} && read.ptr == end) {
    if (made.sequence == 0)
      return error{ec::invalid, "the first event's sequence is 1"};
    made.kind = kinds::sequence;
    return made;
  }
  if (const auto time = parse_time(text)) {
    made.kind = kinds::time;
    made.time = *time;
    return made;
  }
  return error{ec::invalid, "'" + std::string{text} +
                                "' is no place in a journal; use beginning, now, an event's "
                                "sequence, or a time as in 2026-11-22T17:43:18Z"};
}

std::string to_string(const starting_point& x) {
  switch (x.kind) {
  case starting_point::kinds::unsaid:
    break;
  case starting_point::kinds::beginning:
    return "beginning";
  case starting_point::kinds::now:
    return "now";
  case starting_point::kinds::sequence:
    return std::to_string(x.sequence);
  case starting_point::kinds::time:
    return format_time(x.time);
  }
  return {};
}

} // namespace troupe
