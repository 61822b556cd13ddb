// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/timer_text.hpp"

#include "cli/columns.hpp"
#include "cli/object_json.hpp"
#include "cli/output.hpp"
#include "journal/reason.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace troupe::cli {
namespace {

using row = std::array<std::string, 6>;

std::string said_or(const std::string& text, const char* otherwise) {
  return text.empty() ? otherwise : text;
}

row row_of(const journal::timer_record& x, const timer_standing& now) {
  auto publishes = x.event.topic;
  if (!x.event.key.empty())
    publishes += ' ' + x.event.key;
  return {to_the_second(due_on_wall(x, now.wall_moved)) +
              (now.orphans.contains(x.owner) ? ", held" : ""),
          x.event.source,
          x.name.empty() ? to_string(x.id) : x.name, // By either it can be cancelled.
          said_or(x.recurrence, "once"),
          x.recurs() ? std::string{journal::name_of(x.missed)} : "-",
          std::move(publishes)};
}

template <class T>
std::optional<T> unless_empty(const T& x) {
  return x.empty() ? std::nullopt : std::optional{x};
}

} // namespace

time_point due_on_wall(const journal::timer_record& x, std::chrono::microseconds wall_moved) {
  return x.by == journal::timer_measure::wall ? x.due : x.due + wall_moved;
}

std::string timers_text(const std::vector<journal::timer_record>& all, const timer_standing& now) {
  std::vector<row> rows{{"due", "service", "name or id", "recurs", "missed", "publishes"}};
  for (const auto& x : all)
    rows.push_back(row_of(x, now));
  std::array<std::size_t, 5> widths{};
  for (const auto& each : rows)
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], width_of(each[i]));
  std::string out;
  for (const auto& each : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i)
      out += left(each[i], widths[i]) + "  ";
    out += each.back() + '\n';
  }
  return out;
}

std::string timer_json(const journal::timer_record& x, const timer_standing& now) {
  std::optional<std::string> missed;
  if (x.recurs())
    missed = journal::name_of(x.missed);
  return object_json{}
      .with("id", x.id)
      .with("due", due_on_wall(x, now.wall_moved))
      .with("held", now.orphans.contains(x.owner))
      .with("service", x.event.source)
      .with("name", unless_empty(x.name))
      .with("recurrence", unless_empty(x.recurrence))
      .with("missed", missed)
      .with("topic", x.event.topic)
      .with("version", x.event.version)
      .with("key", x.event.key)
      .with_json("payload", embedded_json(x.event.payload.text()))
      .text();
}

} // namespace troupe::cli
