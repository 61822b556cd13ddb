// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/cron.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

namespace troupe {
namespace {

using namespace std::chrono;

/// After this year nothing is looked for, as times have no text then.
constexpr year last_year{9999};

/// A field of the expression: what it counts, and the names that some of its numbers have.
struct field {
  std::string_view what;
  unsigned least;
  unsigned most;
  std::vector<std::string_view> names{}; ///< of `least` and those that follow
};

const std::array<field, 5>& fields() {
  static const std::array<field, 5> all{
      field{"minute", 0, 59},
      field{"hour", 0, 23},
      field{"day of the month", 1, 31},
      field{"month",
            1,
            12,
            {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}},
      field{"weekday", 0, 7, {"sun", "mon", "tue", "wed", "thu", "fri", "sat"}},
  };
  return all;
}

constexpr std::pair<std::string_view, std::string_view> short_names[] = {
    {"@hourly", "0 * * * *"},  {"@daily", "0 0 * * *"},   {"@midnight", "0 0 * * *"},
    {"@weekly", "0 0 * * 0"},  {"@monthly", "0 0 1 * *"}, {"@yearly", "0 0 1 1 *"},
    {"@annually", "0 0 1 1 *"}};

std::string quoted(std::string_view text) {
  return '"' + std::string{text} + '"';
}

std::string lower(std::string_view text) {
  std::string made{text};
  for (auto& c : made)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return made;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find_first_of(separators, from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

std::optional<unsigned> whole(std::string_view text) {
  unsigned n = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (failed != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return n;
}

/// What is wrong with a field, said within a sentence: "its hour ...".
error wrong(const field& f, const std::string& how) {
  return {ec::malformed, "its " + std::string{f.what} + ' ' + how};
}

result<unsigned> parse_value(std::string_view text, const field& f) {
  const auto range = std::to_string(f.least) + " to " + std::to_string(f.most);
  if (const auto n = whole(text)) {
    if (*n < f.least || *n > f.most)
      return wrong(f, std::string{text} + " is not within " + range);
    return *n;
  }
  const auto named = std::find(f.names.begin(), f.names.end(), lower(text));
  if (named != f.names.end())
    return f.least + static_cast<unsigned>(named - f.names.begin());
  if (f.names.empty())
    return wrong(f, quoted(text) + " is not a number from " + range);
  return wrong(f, quoted(text) + " is neither a number from " + range + " nor a name such as " +
                      std::string{f.names[1]});
}

struct range {
  unsigned first = 0;
  unsigned last = 0;
};

result<range> parse_range(std::string_view text, const field& f) {
  if (text == "*")
    return range{f.least, f.most};
  const auto dash = text.find('-');
  const auto first = parse_value(text.substr(0, dash), f);
  if (!first || dash == text.npos)
    return first ? result<range>{range{*first, *first}} : first.failure();
  const auto end = text.substr(dash + 1);
  auto last = parse_value(end, f);
  if (!last)
    return last.failure();
  if (*last == 0 && *first > 0 && lower(end) == "sun") // fri-sun
    last = 7u;
  if (*last < *first)
    return wrong(f,
                 "range " + quoted(text) + " runs backwards; write it as two, divided by a comma");
  return range{*first, *last};
}

/// The numbers that a field names, a bit for each.
result<std::uint64_t> parse_field(std::string_view text, const field& f) {
  std::uint64_t bits = 0;
  for (const auto part : split(text, ",")) {
    const auto slash = part.find('/');
    const auto covered = parse_range(part.substr(0, slash), f);
    if (!covered)
      return covered.failure();
    unsigned step = 1;
    if (slash != part.npos) {
      const auto given = whole(part.substr(slash + 1));
      if (!given || *given == 0 || *given > f.most)
        return wrong(f, "step " + quoted(part.substr(slash + 1)) + " is not a number from 1 to " +
                            std::to_string(f.most));
      if (covered->first == covered->last)
        return wrong(f, quoted(part) + " has a step and no range; write " +
                            std::string{part.substr(0, slash)} + '-' + std::to_string(f.most) +
                            std::string{part.substr(slash)});
      step = *given;
    }
    for (auto n = covered->first; n <= covered->last; n += step)
      bits |= std::uint64_t{1} << n;
  }
  return bits;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos)
    return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> words(std::string_view text) {
  auto all = split(trimmed(text), " \t");
  std::erase(all, std::string_view{});
  return all;
}

error unreadable(std::string_view text, const std::string& why) {
  return {ec::malformed, "the cron expression " + quoted(text) + " cannot be read: " + why};
}

result<std::string_view> spelled_out(std::string_view text) {
  const auto given = trimmed(text);
  if (!given.starts_with('@'))
    return given;
  std::string known;
  for (const auto& [name, fields] : short_names) {
    if (lower(given) == name)
      return fields;
    known += (known.empty() ? "" : ", ") + std::string{name};
  }
  if (lower(given) == "@reboot")
    return unreadable(text, "what is to be done at each start is written in troupe::on_start");
  return unreadable(text, "known short names are " + known);
}

} // namespace

result<cron> cron::parse(std::string_view text) {
  const auto meant = spelled_out(text);
  if (!meant)
    return meant.failure();
  const auto given = words(*meant);
  if (given.size() != fields().size())
    return unreadable(text,
                      "it has " + std::to_string(given.size()) +
                          " fields and not 5: minute, hour, day of the month, month, weekday");
  std::array<std::uint64_t, 5> bits{};
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto parsed = parse_field(given[i], fields()[i]);
    if (!parsed)
      return unreadable(text, parsed.failure().what);
    bits[i] = *parsed;
  }
  cron made;
  made.minutes_ = bits[0];
  made.hours_ = bits[1];
  made.days_ = bits[2];
  made.months_ = bits[3];
  made.weekdays_ = bits[4] | (bits[4] >> 7 & 1);
  made.one_is_enough_ = given[2].front() != '*' && given[4].front() != '*';
  if (!made.names_a_day_that_exists())
    return unreadable(text, "none of its months has such a day, so it would never come");
  return made;
}

bool cron::names_a_day_that_exists() const {
  if (one_is_enough_)
    return true; // A weekday comes in every month.
  for (unsigned m = 1; m <= 12; ++m) {
    const auto most =
        static_cast<unsigned>(year_month_day_last{year{2000} / month{m} / last}.day());
    for (unsigned d = 1; months_[m] && d <= most; ++d)
      if (days_[d])
        return true;
  }
  return false;
}

bool cron::names(const year_month_day& date) const {
  const bool by_day = days_[static_cast<unsigned>(date.day())];
  const bool by_weekday = weekdays_[weekday{local_days{date}}.c_encoding()];
  return one_is_enough_ ? by_day || by_weekday : by_day && by_weekday;
}

/// The first time of a day that it names.
std::optional<minutes> cron::first_time(minutes not_before) const {
  for (auto h = duration_cast<hours>(not_before); h < days{1}; ++h) {
    if (!hours_[static_cast<std::size_t>(h.count())])
      continue;
    for (auto m = std::max(not_before - h, minutes{0}); m < hours{1}; ++m)
      if (minutes_[static_cast<std::size_t>(m.count())])
        return h + m;
  }
  return std::nullopt;
}

std::optional<calendar_minute> cron::next(calendar_minute t) const {
  const auto start = t + minutes{1};
  auto day = floor<days>(start);
  auto not_before = start - day;
  while (true) {
    const year_month_day date{day};
    if (date.year() > last_year)
      return std::nullopt;
    if (!months_[static_cast<unsigned>(date.month())]) {
      day = local_days{date.year() / date.month() / 1 + months{1}};
    } else {
      const auto time = names(date) ? first_time(not_before) : std::nullopt;
      if (time)
        return day + *time;
      day += days{1};
    }
    not_before = minutes{0};
  }
}

} // namespace troupe
