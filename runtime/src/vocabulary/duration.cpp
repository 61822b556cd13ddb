// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/duration.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace troupe {

namespace {

struct unit {
  std::string_view name;
  std::uint64_t nanoseconds;
};

constexpr std::array units{
    unit{"d", 86'400'000'000'000},
    unit{"h", 3'600'000'000'000},
    unit{"m", 60'000'000'000},
    unit{"s", 1'000'000'000},
    unit{"ms", 1'000'000},
    unit{"us", 1'000},
    unit{"ns", 1},
};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

error bad_duration(std::string_view text, std::string_view why) {
  return {ec::malformed, '"' + std::string{text} + "\" is not a duration: " + std::string{why} +
                             "; write it like 250ms, 30s, 10m, 7d or 1h30m"};
}

} // namespace

result<std::chrono::nanoseconds> parse_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  std::string_view rest = text.substr(negative ? 1 : 0);
  if (rest.empty())
    return bad_duration(text, "there is nothing in it");
  std::uint64_t total = 0;
  std::size_t next_unit = 0;
  bool overflow = false;
  while (!rest.empty()) {
    std::uint64_t count = 0;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    if (problem == std::errc::invalid_argument)
      return bad_duration(text, "a whole number with a unit is expected");
    overflow = overflow || problem != std::errc{};
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    std::size_t length = 0;
    while (length < rest.size() && !is_digit(rest[length]))
      ++length;
    const auto name = rest.substr(0, length);
    if (name.empty())
      return bad_duration(text, "its unit is missing");
    std::size_t found = 0;
    while (found < units.size() && units[found].name != name)
      ++found;
    if (found == units.size())
      return bad_duration(text, "its units are d, h, m, s, ms, us and ns, and its numbers whole");
    if (found < next_unit)
      return bad_duration(text, "the largest unit comes first and each at most once");
    next_unit = found + 1;
    overflow = __builtin_mul_overflow(count, units[found].nanoseconds, &count) || overflow;
    overflow = __builtin_add_overflow(total, count, &total) || overflow;
    rest.remove_prefix(length);
  }
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  if (overflow || total > most + (negative ? 1 : 0))
    return error{ec::invalid, '"' + std::string{text} + "\" is longer than the 292 years allowed"};
  return std::chrono::nanoseconds{static_cast<std::int64_t>(negative ? 0 - total : total)};
}

std::string format_duration(std::chrono::nanoseconds duration) {
  if (duration.count() == 0)
    return "0s";
  std::string text = duration.count() < 0 ? "-" : "";
  auto rest = static_cast<std::uint64_t>(duration.count());
  if (duration.count() < 0)
    rest = 0 - rest;
  for (const auto& [name, nanoseconds] : units) {
    if (const auto count = rest / nanoseconds; count > 0)
      text.append(std::to_string(count)).append(name);
    rest %= nanoseconds;
  }
  return text;
}

error detail::finer_than_unit(std::string_view text, std::chrono::nanoseconds unit) {
  return {ec::invalid, '"' + std::string{text} +
                           "\" is finer than allowed here; use multiples of " +
                           format_duration(unit)};
}

} // namespace troupe
