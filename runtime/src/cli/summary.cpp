// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/summary.hpp"

#include "cli/columns.hpp"
#include "cli/output.hpp"
#include "cli/subscription_text.hpp"
#include "troupe/time.hpp"

#include <cmath>
#include <cstdio>
#include <limits>

namespace troupe::cli {
namespace {

void find_gone(const deploy::supervisor& tree, const std::string& path,
               const assembly::tree_watch& watch, std::vector<std::string>& into) {
  for (const auto& each : tree.children) {
    const auto own = path + '/' + each.id();
    if (watch.is_gone(own))
      into.push_back(each.id());
    else if (const auto* below = std::get_if<deploy::supervisor>(&each.is))
      find_gone(*below, own, watch, into);
  }
}

std::string rate_of(const summary& x) {
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f s", x.seconds);
  std::string out = grouped(x.handled) + " deliveries in " + seconds;
  if (x.seconds > 0)
    out += " (" +
           grouped(static_cast<std::uint64_t>(
               std::llround(static_cast<double>(x.handled) / x.seconds))) +
           "/s)";
  return out;
}

std::string how_it_ended(const summary& x) {
  const auto& ended = x.ended;
  if (ended == "idle" && !x.paused.empty())
    return "all work is done but that of what is paused";
  if (ended == "idle")
    return "all work is done";
  if (ended == "auto_shutdown")
    return "done, as its significant child " + x.ended_by + " has ended";
  if (ended == "stopped")
    return "stopped";
  if (ended == "escalated" || ended == "too_many_zombies")
    return "gave up";
  return "the journal failed";
}

} // namespace

std::vector<paused_line> paused_lines(const std::vector<assembly::paused_member>& all) {
  std::vector<paused_line> lines;
  for (const auto& each : all)
    if (each.has_work())
      lines.push_back({each.id, each.events, each.parked, each.since, each.why});
  return lines;
}

std::string waiting_text(const paused_line& x) {
  std::string out;
  if (x.events > 0)
    out = "up to " + counted(x.events, "event", "events");
  if (x.parked > 0)
    out += (out.empty() ? "" : " and ") + counted(x.parked, "parked delivery", "parked deliveries");
  return out + (x.events + x.parked == 1 ? " waits" : " wait") +
         " for 'troupe subscriptions resume'; it is paused" +
         pause_text(control::pause_view{x.since, x.why});
}

std::string summary_text(const summary& x, const std::string& file) {
  std::string out = how_it_ended(x) + "\n";
  const auto row = [&](const char* name, const std::string& text) {
    char margin[32];
    std::snprintf(margin, sizeof margin, "  %-14s", name);
    out += margin + text + "\n";
  };
  row("handled", rate_of(x));
  auto letters = grouped(x.dead_letters);
  if (x.dead_letters_in_journal > 0)
    letters += ", " + grouped(x.dead_letters_in_journal) +
               " in the journal; see troupe dead-letters list " + file;
  row("dead letters", letters);
  row("crashes", grouped(x.crashes) + ", restarts " + grouped(x.restarts));
  if (x.lines_left_out > 0)
    row("not shown", grouped(x.lines_left_out) + " lines of the log about crashes and restarts");
  if (x.unsubscribed > 0)
    row("unsubscribed",
        counted(x.unsubscribed, "event", "events") + " that no service subscribes to");
  if (x.timers > 0)
    row("timers", grouped(x.timers) + " set for later" +
                      (x.next_timer ? ", the next at " + format_time(*x.next_timer)
                                    : std::string{", all of them held"}));
  if (!x.ended_for_good.empty())
    row("ended", listed(x.ended_for_good) + ": ended for good, and not waited for");
  for (const auto& each : x.paused)
    row("paused", each.id + ": " + waiting_text(each));
  if (!x.left_alone.empty())
    row("left alone", listed(x.left_alone) + ": kept in the journal, and no child has it");
  return out;
}

std::vector<std::string> children_gone(const deploy::deployment& what,
                                       const assembly::tree_watch& watch) {
  std::vector<std::string> out;
  find_gone(what.tree, what.name, watch, out);
  return out;
}

std::string significant_child(const supervision::cause_chain& causes) {
  // The last link is the root, the one before it is the child, by its path.
  if (causes.size() < 2)
    return {};
  const auto& path = causes[causes.size() - 2].path;
  return path.substr(path.rfind('/') + 1);
}

void add_journal(summary& into, journal::reader& from, std::size_t dead_letters_before) {
  if (const auto count = from.dead_letter_count()) {
    into.dead_letters_in_journal = *count;
    into.dead_letters = *count > dead_letters_before ? *count - dead_letters_before : 0;
  }
  if (const auto count = from.timer_count())
    into.timers = *count;
  if (const auto next = from.next_timer())
    into.next_timer = *next;
}

} // namespace troupe::cli
