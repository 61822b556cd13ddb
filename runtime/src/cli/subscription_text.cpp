// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/subscription_text.hpp"

#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/output.hpp"
#include "cli/table.hpp"
#include "vocabulary/size_text.hpp"

namespace troupe::cli {
namespace {

std::string state_of(const control::progress_view& x, bool runs) {
  if (x.paused)
    return "paused";
  if (!runs)
    return "stopped";
  return x.behind > 0 ? "behind" : "live";
}

} // namespace

std::vector<subscription_line> subscription_lines(const control::status& x) {
  std::vector<subscription_line> all;
  for (const auto& each : x.children) {
    if (!each.subscription)
      continue;
    const auto& of = *each.subscription;
    all.push_back({each.id, state_of(of, x.runs), of.position, x.head, of.behind, of.parked,
                   of.held, each.dead_letters, of.reread_to > of.position ? of.reread_to : 0,
                   of.holds});
    all.back().pause = of.pause;
    all.back().breaker = each.breaker;
  }
  for (const auto& each : x.without_child)
    all.push_back({each.id, "orphaned", each.position, x.head,
                   x.head > each.position ? x.head - each.position : 0, each.parked - each.held,
                   each.held, each.dead_letters, 0, each.holds, each.since, each.until,
                   each.lost_from});
  return all;
}

std::string pause_text(const std::optional<control::pause_view>& x) {
  if (!x)
    return "";
  return (x->since ? " since " + to_the_second(*x->since) : "") +
         (x->why.empty() ? "" : ": " + on_one_line(x->why));
}

std::string breaker_text(const std::string& id, const std::optional<control::breaker_view>& x) {
  if (!x || x->state == control::breaker_state::closed)
    return "";
  auto out = id + ": breaker open";
  if (x->since)
    out += " since " + to_the_second(*x->since);
  out += x->until ? ", the next probe at " + to_the_second(*x->until) : ", a probe is under way";
  return out + "; " + on_one_line(x->why) + '\n';
}

std::string held_text(const std::optional<control::held_view>& x) {
  if (!x || x->events == 0)
    return "";
  return "; it holds back up to " + counted(x->events, "event", "events") +
         " of all topics, about " + size_text(x->bytes);
}

std::string orphan_text(const control::idle_view& x) {
  auto out = held_text(x.holds);
  if (x.lost_from > 0)
    out += "; the retention took events before it, from " + grouped(x.lost_from) + " on";
  else if (x.until && !out.empty())
    out += ", until " + to_the_second(*x.until);
  return out;
}

std::string subscriptions_text(const std::vector<subscription_line>& all) {
  if (all.empty())
    return "no subscriptions\n";
  table made{
      2, {"subscription", "state", "position", "head", "behind", "parked", "held", "dead letters"}};
  for (const auto& x : all)
    made.add({x.id, x.state, grouped(x.position), grouped(x.head), grouped(x.behind),
              grouped(x.parked), grouped(x.held), grouped(x.dead_letters)});
  auto out = made.text();
  for (const auto& x : all)
    out += breaker_text(x.id, x.breaker);
  for (const auto& x : all)
    if (x.reread_to > 0)
      out += x.id + " reads again what it had settled, up to " + grouped(x.reread_to) + '\n';
  for (const auto& x : all) {
    if (x.state == "paused")
      out += x.id + " is paused" + pause_text(x.pause) + held_text(x.holds) + '\n';
    if (x.state == "orphaned")
      out += x.id + " has no child" + (x.since ? " since " + to_the_second(*x.since) : "") +
             orphan_text({x.id, {}, {}, {}, {}, x.since, x.until, x.holds, x.lost_from}) + '\n';
  }
  return out;
}

std::string paused_text(const control::subscription_changed& x, bool paused, bool runs) {
  if (x.was_so)
    return x.id + (paused ? " is paused already\n" : " was not paused\n");
  if (!paused)
    return x.id + (runs ? " goes on\n" : " goes on when the deployment runs\n");
  return x.id + " is paused; its events wait in the journal until 'troupe subscriptions resume'\n";
}

std::string forgotten_text(const control::subscription_changed& x) {
  auto out = "deleted the subscription " + x.id + ", which was at " + grouped(x.position) +
             ", with its states, its timers and " +
             counted(x.parked, "parked delivery\n", "parked deliveries\n");
  if (x.dead_letters > 0)
    out += counted(x.dead_letters, "dead letter of it stays", "dead letters of it stay") +
           "; see troupe dead-letters list\n";
  return out;
}

std::string sought_text(const control::subscription_sought& x) {
  auto out = x.id;
  if (x.from == x.to)
    out += " stays at " + grouped(x.to);
  else if (x.from < x.to)
    out += " went from " + grouped(x.from) + " to " + grouped(x.to) + ", and skips up to " +
           counted(x.to - x.from, "event", "events");
  else
    out += " went back from " + grouped(x.from) + " to " + grouped(x.to) + ", and reads up to " +
           counted(x.from - x.to, "event", "events") + " again";
  if (!x.child.empty() && x.child != "running")
    out += "; its child is " + x.child;
  return out + '\n';
}

} // namespace troupe::cli
