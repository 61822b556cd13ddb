// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letter_groups.hpp"

#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/object_json.hpp"
#include "cli/output.hpp"
#include "journal/reason.hpp"
#include "troupe/time.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace troupe::cli {
namespace {

constexpr std::size_t error_width = 100;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::size_t run(std::string_view text, bool (*is)(char)) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is) - text.begin());
}

/// The length of the id with which the text, at the beginning of a word, begins; 0 where it is
/// none.
std::size_t id_length(std::string_view text) {
  if (text.size() >= 36 && parse_uuid(text.substr(0, 36)) &&
      (text.size() == 36 || !is_word(text[36])))
    return 36;
  const auto length = run(text, is_hex);
  const auto digits = text.substr(0, length);
  const bool is_mixed = std::any_of(digits.begin(), digits.end(), is_digit) &&
                        !std::all_of(digits.begin(), digits.end(), is_digit);
  const bool is_whole = length == text.size() || !is_word(text[length]);
  return length >= 8 && is_mixed && is_whole ? length : 0;
}

std::string day_and_minute(time_point at, time_point now) {
  const auto text = format_time(at);
  const auto minute = text.substr(11, 5);
  const auto day = text.substr(0, 10);
  return format_time(now).substr(0, 10) == day ? minute : day + ' ' + minute;
}

} // namespace

std::string alike(std::string_view error) {
  std::string out;
  bool at_word = true;
  while (!error.empty()) {
    if (is_space(error.front())) {
      error.remove_prefix(run(error, is_space));
      if (!out.empty() && !error.empty())
        out += ' ';
      at_word = true;
      continue;
    }
    if (const auto length = at_word ? id_length(error) : 0; length > 0) {
      out += "<id>";
      error.remove_prefix(length);
      continue;
    }
    if (is_digit(error.front())) {
      out += "<n>";
      error.remove_prefix(run(error, is_digit));
      at_word = false;
      continue;
    }
    at_word = !is_word(error.front());
    out += error.front();
    error.remove_prefix(1);
  }
  return out;
}

// FNV-1a, which is the same on every machine.
std::string group_name(const std::string& service, journal::dead_letter_reason reason,
                       std::string_view error) {
  std::uint64_t hash = 14695981039346656037U;
  const auto add = [&](std::string_view text) {
    for (const char c : text)
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    hash = (hash ^ 0xffU) * 1099511628211U;
  };
  add(service);
  add(journal::name_of(reason));
  add(alike(error));
  constexpr const char* digits = "0123456789abcdef";
  std::string name;
  for (int shift = 44; shift >= 0; shift -= 4)
    name += digits[(hash >> shift) & 15];
  return name;
}

std::vector<letter_group> groups_of(const std::vector<journal::dead_letter_kind>& kinds) {
  std::map<std::string, letter_group> by_name;
  for (const auto& x : kinds) {
    auto name = group_name(x.service, x.reason, x.error);
    const auto [at, is_new] = by_name.try_emplace(name);
    auto& group = at->second;
    if (is_new)
      group = {name, x.service, x.reason, x.error, 0, x.first_seen, x.last_seen};
    else if (group.error != x.error)
      group.error = alike(x.error);
    group.count += x.count;
    group.first_seen = std::min(group.first_seen, x.first_seen);
    group.last_seen = std::max(group.last_seen, x.last_seen);
  }
  std::vector<letter_group> all;
  for (auto& [name, group] : by_name)
    all.push_back(std::move(group));
  std::sort(all.begin(), all.end(), [](const letter_group& a, const letter_group& b) {
    return std::tie(b.count, a.service, a.error, a.name) <
           std::tie(a.count, b.service, b.error, b.name);
  });
  return all;
}

std::string groups_text(const std::vector<letter_group>& all, time_point now, std::size_t most) {
  std::uint64_t count = 0;
  std::size_t width = 1;
  for (const auto& x : all) {
    count += x.count;
    width = std::max(width, grouped(x.count).size());
  }
  if (count == 0)
    return "no dead letters\n";
  auto out = grouped(count) + (count == 1 ? " dead letter" : " dead letters") + " in " +
             grouped(all.size()) + (all.size() == 1 ? " group" : " groups") + " (times in UTC)\n\n";
  const auto shown = most == 0 ? all.size() : std::min(most, all.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& x = all[i];
    out += x.name + "  " + right(grouped(x.count), width) + " x " +
           (x.service.empty() ? "" : on_one_line(x.service) + ": ") +
           cut(on_one_line(x.error), error_width) + " (" + std::string{journal::name_of(x.reason)} +
           "), since " + day_and_minute(x.first_seen, now) + ", newest " + ago(now - x.last_seen) +
           " ago\n";
  }
  if (shown < all.size())
    out += "these are the largest " + grouped(shown) + "; --limit 0 shows all\n";
  return out + "\n--ungrouped shows each, --group NAME those of one group\n";
}

std::string groups_json(const std::vector<letter_group>& all) {
  std::string groups;
  std::uint64_t count = 0;
  for (const auto& x : all) {
    count += x.count;
    groups +=
        (groups.empty() ? "" : ",") + object_json{}
                                          .with("group", x.name)
                                          .with("service", x.service)
                                          .with("reason", std::string{journal::name_of(x.reason)})
                                          .with("error", x.error)
                                          .with("count", x.count)
                                          .with("first_seen", x.first_seen)
                                          .with("last_seen", x.last_seen)
                                          .text();
  }
  return "{\"groups\":[" + groups + "],\"count\":" + std::to_string(count) + "}";
}

std::string ago(std::chrono::nanoseconds time) {
  using namespace std::chrono;
  const auto text = [](auto count, const char* unit) { return std::to_string(count) + ' ' + unit; };
  if (time < 1min)
    return text(std::max<std::int64_t>(duration_cast<seconds>(time).count(), 0), "s");
  if (time < 1h)
    return text(duration_cast<minutes>(time).count(), "min");
  if (time < 48h)
    return text(duration_cast<hours>(time).count(), "h");
  return text(duration_cast<hours>(time).count() / 24, "d");
}

} // namespace troupe::cli
