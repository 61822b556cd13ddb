// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/time.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace troupe {

namespace {

using std::chrono::microseconds;

constexpr std::size_t text_length = 27;
constexpr time_point first_time{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
constexpr time_point last_time{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1} -
                               microseconds{1}};

void write_digits(char* into, unsigned count, unsigned number) {
  for (; count > 0; --count, number /= 10)
    into[count - 1] = static_cast<char>('0' + number % 10);
}

void append_time(std::string& out, time_point at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const auto since = static_cast<std::uint64_t>((at - day).count());
  const auto second = static_cast<unsigned>(since / 1'000'000);
  char text[text_length + 1] = "0000-00-00T00:00:00.000000Z";
  write_digits(text, 4, static_cast<unsigned>(static_cast<int>(date.year())));
  write_digits(text + 5, 2, static_cast<unsigned>(date.month()));
  write_digits(text + 8, 2, static_cast<unsigned>(date.day()));
  write_digits(text + 11, 2, second / 3600);
  write_digits(text + 14, 2, second / 60 % 60);
  write_digits(text + 17, 2, second % 60);
  write_digits(text + 20, 6, static_cast<unsigned>(since % 1'000'000));
  out.append(text, text_length);
}

/// Takes the text apart from its front; after the first thing that is not there, `failed` stays.
struct scanner {
  std::string_view rest;
  bool failed = false;

  int number(std::size_t digits) {
    int number = 0;
    for (; digits > 0 && !failed; --digits) {
      if (rest.empty() || rest.front() < '0' || rest.front() > '9') {
        failed = true;
      } else {
        number = number * 10 + (rest.front() - '0');
        rest.remove_prefix(1);
      }
    }
    return number;
  }

  bool one_of(std::string_view characters) {
    if (rest.empty() || characters.find(rest.front()) == std::string_view::npos)
      return false;
    rest.remove_prefix(1);
    return true;
  }

  void must(std::string_view characters) { failed = !one_of(characters) || failed; }

  microseconds fraction() {
    if (!one_of("."))
      return {};
    std::size_t digits = 0;
    std::int64_t micros = 0;
    for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; rest.remove_prefix(1))
      if (++digits <= 6)
        micros = micros * 10 + (rest.front() - '0');
    failed = failed || digits < 1 || digits > 9;
    for (; digits < 6; ++digits)
      micros *= 10;
    return microseconds{micros};
  }

  std::chrono::minutes offset() {
    if (one_of("Zz"))
      return {};
    const bool west = !rest.empty() && rest.front() == '-';
    must("+-");
    const int hours = number(2);
    must(":");
    const int minutes = number(2);
    failed = failed || hours > 23 || minutes > 59;
    return std::chrono::minutes{(west ? -1 : 1) * (hours * 60 + minutes)};
  }
};

error no_time(std::string_view text) {
  return {ec::malformed, '"' + std::string{text} +
                             "\" is not a time; write it like 2026-11-22T17:43:18Z, with an offset "
                             "or Z at its end"};
}

} // namespace

result<time_point> parse_time(std::string_view text) {
  scanner scan{text};
  const std::chrono::year year{scan.number(4)};
  scan.must("-");
  const std::chrono::month month{static_cast<unsigned>(scan.number(2))};
  scan.must("-");
  const std::chrono::day day{static_cast<unsigned>(scan.number(2))};
  scan.must("Tt ");
  const int hours = scan.number(2);
  scan.must(":");
  const int minutes = scan.number(2);
  scan.must(":");
  const int seconds = scan.number(2);
  const auto fraction = scan.fraction();
  const auto offset = scan.offset();
  if (scan.failed || !scan.rest.empty())
    return no_time(text);

  const auto date = year / month / day;
  if (!date.ok() || hours > 23 || minutes > 59 || seconds > 60)
    return error{ec::malformed,
                 '"' + std::string{text} + "\" names a day or an hour that does not exist"};
  const auto minute = std::chrono::sys_days{date} + std::chrono::hours{hours} +
                      std::chrono::minutes{minutes} - offset;
  const auto last_of_day = std::chrono::hours{23} + std::chrono::minutes{59};
  if (seconds == 60 && minute - std::chrono::floor<std::chrono::days>(minute) != last_of_day)
    return error{ec::malformed,
                 '"' + std::string{text} + "\" has a leap second that is not at the end of a day"};
  const time_point at = minute + std::chrono::seconds{seconds} + fraction;
  if (at < first_time || at > last_time)
    return error{ec::invalid, '"' + std::string{text} + "\" is outside the years 0000 to 9999"};
  return at;
}

std::string format_time(time_point at) {
  std::string text;
  append_time(text, std::min(std::max(at, first_time), last_time));
  return text;
}

void text_form<time_point>::append(std::string& out, time_point at) {
  if (at < first_time || at > last_time)
    throw std::invalid_argument{"a time outside the years 0000 to 9999 cannot be written"};
  append_time(out, at);
}

} // namespace troupe
