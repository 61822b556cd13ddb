// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/compaction.hpp"

#include "assembly/retention_holders.hpp"
#include "troupe/time.hpp"

#include <algorithm>

namespace troupe::assembly {
namespace {

std::string named(const journal::subscription_record& x) {
  return "subscription " + x.name;
}

/// Empty of one that goes on by itself.
std::string note_on(const journal::subscription_record& x, bool is_own,
                    std::chrono::microseconds wall_moved) {
  if (is_own)
    return x.paused ? "it is paused, until 'troupe subscriptions resume'" : "";
  return "no child has it" + (x.orphaned ? " since " + format_time(*x.orphaned + wall_moved) : "") +
         (x.settled == 0 ? ", and it never handled an event, as a source never does" : "") +
         ": 'troupe subscriptions delete' lets go of it";
}

} // namespace

std::vector<std::string> topics_to_compact(const deploy::deployment& of) {
  std::vector<std::string> all;
  for (const auto& [name, topic] : of.topics)
    if (topic.keep == deploy::keeping::latest)
      all.push_back(name);
  return all;
}

error nothing_to_compact(const deploy::deployment& of) {
  return {ec::invalid, "no topic of " + of.name +
                           " is compacted; say 'keep: latest' below those of which only the newest "
                           "event of each key counts"};
}

result<compaction_plan> plan_compaction(std::vector<std::string> topics, const journal::engine& of,
                                        journal::reader& from, const journal::standing& now,
                                        const std::vector<awaited>& own) {
  const auto known = from.subscriptions();
  const auto first = from.first();
  const auto gaps = from.compacted();
  const auto moved = from.wall_moved();
  if (!known || !first || !gaps || !moved)
    return !known   ? known.failure()
           : !first ? first.failure()
           : !gaps  ? gaps.failure()
                    : moved.failure();
  compaction_plan made;
  made.what.topics = std::move(topics);
  made.what.holders = retention_holders(now, *known, own);
  made.what.upto = made.upto = now.head;
  made.what.setbacks = of.setbacks();
  made.events = now.head + 1 - *first - *gaps;
  for (const auto& each : *known) {
    const bool is_own = std::any_of(own.begin(), own.end(),
                                    [&](const awaited& x) { return x.number == each.number; });
    const auto note = note_on(each, is_own, *moved);
    if (!note.empty())
      made.notes.emplace(named(each), note);
    const auto& holders = made.what.holders;
    if (std::find(holders.begin(), holders.end(), each.number) == holders.end() ||
        each.settled >= made.upto)
      continue;
    made.upto = each.settled;
    made.held_by = note.empty() ? "" : named(each);
  }
  return made;
}

bool is_worth_compacting(const compaction_plan& plan, journal::sequence_number done) {
  return plan.upto > done && (plan.upto - done) * 4 >= plan.events;
}

control::journal_compacted told_of(const journal::compacted& done, const compaction_plan& plan) {
  control::journal_compacted told;
  for (const auto& each : done.topics) {
    told.topics.push_back({each.name, each.events, each.bytes});
    told.events += each.events;
    told.bytes += each.bytes;
  }
  told.upto = done.upto;
  told.head = plan.what.upto;
  told.cut_short = done.is_cut_short;
  if (!done.held)
    return told;
  told.held = {done.held->by, done.held->settled, {}};
  if (const auto note = plan.notes.find(done.held->by); note != plan.notes.end())
    told.held->note = note->second;
  return told;
}

result<control::journal_compacted> compact_stopped(const deploy::deployment& deployed,
                                                   journal::engine& of, journal::reader& from,
                                                   const std::vector<awaited>& own) {
  auto topics = topics_to_compact(deployed);
  if (topics.empty())
    return nothing_to_compact(deployed);
  auto now = journal::read_standing(from);
  if (!now)
    return std::move(now).failure();
  now->head = of.head();
  const auto plan = plan_compaction(std::move(topics), of, from, *now, own);
  if (!plan)
    return plan.failure();
  journal::compacted done;
  const auto work = of.compact(plan->what, [&](const journal::compacted& x) { done = x; });
  if (!work)
    return work.failure();
  for (bool is_over = false; !is_over;) {
    const auto stepped = (*work)->step();
    if (!stepped)
      return stepped.failure();
    is_over = *stepped;
  }
  return told_of(done, *plan);
}

} // namespace troupe::assembly
