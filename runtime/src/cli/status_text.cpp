// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/status_text.hpp"

#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/output.hpp"
#include "cli/subscription_text.hpp"
#include "cli/table.hpp"
#include "vocabulary/size_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace troupe::cli {
namespace {

using control::child_kind;
using control::child_view;

std::string rate(double per_second) {
  if (per_second > 0 && per_second < 9.95) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", per_second);
    return text;
  }
  return grouped(static_cast<std::uint64_t>(std::llround(per_second)));
}

std::string indented_id(const child_view& x) {
  const auto depth = std::count(x.path.begin(), x.path.end(), '/') - 1;
  return std::string(2 * static_cast<std::size_t>(std::max<std::ptrdiff_t>(depth, 0)), ' ') + x.id;
}

std::string state_of(const child_view& x) {
  return x.state == "running" && x.at_end ? "at its end" : x.state;
}

std::string number_or_nothing(const std::optional<control::progress_view>& x,
                              std::uint64_t control::progress_view::*which) {
  return x ? grouped((*x).*which) : "";
}

std::vector<std::string> progress_cells(const child_view& x) {
  const bool is_service = x.kind == child_kind::service || x.kind == child_kind::source;
  return {number_or_nothing(x.subscription, &control::progress_view::position),
          number_or_nothing(x.subscription, &control::progress_view::behind),
          number_or_nothing(x.subscription, &control::progress_view::parked),
          is_service ? grouped(x.dead_letters) : ""};
}

std::string drop_lines(const child_view& x) {
  std::string out;
  for (const auto& each : x.drops)
    out += x.id + ": " +
           counted(each.dropped, "event of " + each.topic + " was dropped",
                   "events of " + each.topic + " were dropped") +
           " since the start\n";
  return out;
}

std::string orphan_line(const control::idle_view& x) {
  return "no child has the subscription '" + x.id + '\'' +
         (x.since ? " since " + to_the_second(*x.since) : "") + ": position " +
         grouped(x.position) + ", " + grouped(x.parked) + " parked, " +
         counted(x.dead_letters, "dead letter", "dead letters") + orphan_text(x) + '\n';
}

std::string running_table(const control::status& x) {
  table made{2,
             {"child", "state", "instance", "restarts", "position", "behind", "parked",
              "dead letters", "handled/s"}};
  for (const auto& each : x.children) {
    std::vector<std::string> row{indented_id(each), state_of(each), grouped(each.instance),
                                 grouped(each.restarts)};
    for (auto& cell : progress_cells(each))
      row.push_back(std::move(cell));
    row.push_back(each.subscription ? rate(each.per_second) : "");
    made.add(std::move(row));
  }
  return made.text();
}

std::string stopped_table(const control::status& x) {
  table made{1, {"child", "position", "behind", "parked", "dead letters"}};
  for (const auto& each : x.children) {
    std::vector<std::string> row{indented_id(each)};
    for (auto& cell : progress_cells(each))
      row.push_back(std::move(cell));
    made.add(std::move(row));
  }
  return made.text();
}

std::string space_line(const control::space_view& x) {
  return "the journal's file system has " + size_text(x.free) +
         " left, less than journal.min_free (" + size_text(x.wanted) + ')' +
         (x.since ? ", since " + to_the_second(*x.since) : "") + ": nothing is brought in, and " +
         counted(x.refused, "event from outside was", "events from outside were") + " refused\n";
}

std::string generation_line(const control::generation_view& x) {
  return "generation " + grouped(x.number) + " of " + x.file +
         (x.committed ? ", since " + to_the_second(*x.committed) : "") + '\n';
}

std::string how_it_runs(const control::status& x) {
  if (!x.runs)
    return x.name + " does not run; this is what its journal says\n";
  std::string out =
      x.name + (x.starting ? " is starting: process " : " runs: process ") + std::to_string(x.pid) +
      ", for " + rough_duration(x.uptime_seconds) + ", " + grouped(x.handled) + " handled, " +
      rate(x.per_second) + "/s, " + counted(x.crashes, "crash", "crashes") + ", " +
      counted(x.restarts, "restart", "restarts") +
      (x.duplicates > 0 ? ", " + counted(x.duplicates, "duplicate", "duplicates") + " left out"
                        : "") +
      '\n';
  for (const auto& each : x.zombies)
    out += "left behind since " + to_the_second(each.since) + ": " + each.instance + " in " +
           each.doing + '\n';
  if (x.short_of_space)
    out += space_line(*x.short_of_space);
  if (x.abandoned > x.zombies.size())
    out += counted(x.abandoned - x.zombies.size(), "other child was", "other children were") +
           " left behind when stopped\n";
  return out;
}

} // namespace

std::string rough_duration(double seconds) {
  constexpr std::array<std::pair<std::uint64_t, const char*>, 4> units{
      {{86'400, "d"}, {3'600, "h"}, {60, "min"}, {1, "s"}}};
  auto left = static_cast<std::uint64_t>(seconds);
  for (std::size_t i = 0; i + 1 < units.size(); ++i)
    if (left >= units[i].first) {
      const auto rest = left % units[i].first / units[i + 1].first;
      return std::to_string(left / units[i].first) + ' ' + units[i].second +
             (rest > 0 ? ' ' + std::to_string(rest) + ' ' + units[i + 1].second : "");
    }
  return std::to_string(left) + " s";
}

std::string status_text(const control::status& x, const std::string& file) {
  auto out = how_it_runs(x);
  if (x.generation)
    out += generation_line(*x.generation);
  out += "journal " + x.journal + ": " + counted(x.head, "event", "events");
  if (x.dead_letters > 0)
    out += ", " + counted(x.dead_letters, "dead letter", "dead letters") +
           "; see troupe dead-letters list " + file;
  if (x.timers > 0)
    out += '\n' + counted(x.timers, "timer", "timers") +
           (x.next_timer ? ", the next at " + to_the_second(*x.next_timer)
                         : std::string{", all of them held"}) +
           "; see troupe timers list " + file;
  out += "\n\n" + (x.runs ? running_table(x) : stopped_table(x));
  for (const auto& each : x.children)
    if (each.subscription && each.subscription->held > 0)
      out += each.id + ": " +
             counted(each.subscription->held, "delivery is held by a dead letter",
                     "deliveries are held by dead letters") +
             " until that is replayed or resolved\n";
  for (const auto& each : x.children)
    out += breaker_text(each.id, each.breaker) + drop_lines(each);
  for (const auto& each : x.children)
    if (each.subscription && each.subscription->paused)
      out += each.id + ": is paused" + pause_text(each.subscription->pause) +
             "; its events wait until 'troupe subscriptions resume'" +
             held_text(each.subscription->holds) + '\n';
  for (const auto& each : x.without_child)
    out += orphan_line(each);
  return out;
}

std::string children_text(const std::vector<child_view>& all) {
  table made{2, {"child", "state", "instance", "restarts"}};
  for (const auto& each : all)
    made.add({indented_id(each), state_of(each), grouped(each.instance), grouped(each.restarts)});
  return made.text();
}

} // namespace troupe::cli
