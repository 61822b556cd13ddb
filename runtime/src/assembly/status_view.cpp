// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/status_view.hpp"

#include "assembly/idle.hpp"
#include "journal/find_position.hpp"
#include "journal/weigh_events.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace troupe::assembly {
namespace {

template <class Map, class Key>
std::uint64_t count_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? 0 : found->second;
}

class viewing {
public:
  viewing(const std::vector<service_activity>& services, const known_journal& kept) : kept_(kept) {
    for (const auto& each : services)
      services_.emplace(each.id, &each);
    for (const auto& each : kept.subscriptions)
      known_.emplace(each.name, &each);
  }

  /// Fills in what is known of a service.
  void fill(control::child_view& row) const {
    row.dead_letters = count_in(kept_.dead_letters, row.id);
    const auto known = services_.find(row.id);
    if (known == services_.end())
      return;
    const auto& service = *known->second;
    row.kind = service.is_source ? control::child_kind::source : control::child_kind::service;
    row.at_end = service.is_source && !service.source_runs;
    row.handled = service.handled;
    row.per_second = service.per_second;
    row.breaker = service.breaker;
    row.drops = service.drops;
    const auto found = known_.find(row.id);
    if (service.topics.empty() || found == known_.end())
      return;
    const auto number = found->second->number;
    row.subscription = {count_in(kept_.standing.settled, number),
                        left_for(kept_.standing, {number, service.topics}),
                        count_in(kept_.standing.parked_of, number),
                        count_in(kept_.standing.held_of, number),
                        found->second->paused,
                        found->second->reread_to,
                        {},
                        {}};
    if (!found->second->paused)
      return;
    row.subscription->holds = held_by(number);
    if (const auto& note = found->second->paused_for)
      row.subscription->pause = control::pause_view{note->since, note->why};
  }

  control::status whole(const deploy::deployment& what,
                        std::vector<control::child_view> children) const {
    control::status made;
    made.name = what.name;
    made.journal = what.journal.path;
    made.head = kept_.standing.head;
    for (const auto& [service, count] : kept_.dead_letters)
      made.dead_letters += count;
    made.timers = kept_.timers;
    made.next_timer = kept_.next_timer;
    for (const auto& each : kept_.subscriptions)
      if (services_.count(each.name) == 0)
        made.without_child.push_back(without_child(each, what.journal.retain));
    made.children = std::move(children);
    return made;
  }

private:
  std::optional<control::held_view> held_by(journal::subscription_number number) const {
    const auto at = kept_.holds.find(number);
    return at == kept_.holds.end() ? std::nullopt : std::optional{at->second};
  }

  control::idle_view without_child(const journal::subscription_record& of,
                                   const deploy::journal_retention& retain) const {
    control::idle_view made{of.name,     count_in(kept_.standing.settled, of.number),
                            of.parked,   count_in(kept_.dead_letters, of.name),
                            of.held,     {},
                            {},          held_by(of.number),
                            of.lost_from};
    if (!of.orphaned)
      return made;
    made.since = *of.orphaned + kept_.wall_moved;
    if (retain.keep_orphans)
      made.until =
          *made.since + std::chrono::duration_cast<std::chrono::microseconds>(*retain.keep_orphans);
    return made;
  }

  const known_journal& kept_;
  std::map<std::string, const service_activity*> services_;
  std::map<std::string, const journal::subscription_record*> known_;
};

void add_down(const deploy::supervisor& tree, const std::string& path, const viewing& with,
              std::vector<control::child_view>& into) {
  for (const auto& each : tree.children) {
    auto& row = into.emplace_back();
    row.id = each.id();
    row.path = path + '/' + row.id;
    row.state = to_string(supervision::child_state::down);
    if (const auto* below = std::get_if<deploy::supervisor>(&each.is)) {
      row.kind = control::child_kind::supervisor;
      add_down(*below, path + '/' + below->id, with, into);
    } else {
      with.fill(row);
    }
  }
}

result<void> read_timers(journal::reader& from, known_journal& into) {
  using journal::timer_measure;
  const auto count = from.timer_count();
  if (!count)
    return count.failure();
  into.timers = *count;
  const auto moved = from.wall_moved();
  if (!moved)
    return moved.failure();
  into.wall_moved = *moved;
  for (const auto by : {timer_measure::steady, timer_measure::wall}) {
    const auto first = from.timers({.by = by, .held = false, .limit = 1});
    if (!first)
      return first.failure();
    if (first->empty())
      continue;
    const auto due = first->front().due + (by == timer_measure::steady ? *moved : moved->zero());
    into.next_timer = std::min(into.next_timer.value_or(due), due);
  }
  return {};
}

result<void> read_what_is_held(journal::reader& from, known_journal& into) {
  for (const auto& each : into.subscriptions) {
    if (!each.paused && !each.orphaned)
      continue;
    const auto found = journal::weigh_events(from, each.settled);
    if (!found)
      return found.failure();
    into.holds.emplace(each.number, control::held_view{found->events, found->bytes});
  }
  return {};
}

} // namespace

result<known_journal> read_known_journal(journal::reader& from) {
  known_journal all;
  auto standing = journal::read_standing(from);
  if (!standing)
    return std::move(standing).failure();
  all.standing = *std::move(standing);
  auto subscriptions = from.subscriptions();
  if (!subscriptions)
    return std::move(subscriptions).failure();
  all.subscriptions = *std::move(subscriptions);
  auto letters = from.dead_letter_counts();
  if (!letters)
    return std::move(letters).failure();
  all.dead_letters = *std::move(letters);
  if (auto read = read_timers(from, all); !read)
    return std::move(read).failure();
  if (auto read = read_what_is_held(from, all); !read)
    return std::move(read).failure();
  const auto head = journal::find_head(from);
  if (!head)
    return head.failure();
  all.standing.head = *head;
  return all;
}

control::status status_of(const deploy::deployment& what,
                          const std::vector<service_activity>& services,
                          const known_journal& kept) {
  const viewing with{services, kept};
  std::vector<control::child_view> rows;
  add_down(what.tree, what.name, with, rows);
  return with.whole(what, std::move(rows));
}

control::status status_of(const deploy::deployment& what,
                          const std::vector<service_activity>& services, const known_journal& kept,
                          const tree_survey& tree) {
  const viewing with{services, kept};
  std::vector<control::child_view> rows;
  for (const auto& each : list_children(tree, what)) {
    auto& row = rows.emplace_back();
    row.id = each.id;
    row.path = each.path;
    row.kind = each.kind;
    row.state =
        to_string(each.is != nullptr ? each.is->report.state : supervision::child_state::down);
    if (each.is != nullptr) {
      row.instance = each.is->report.instance;
      row.restarts = each.is->report.restarts;
    }
    if (each.kind == control::child_kind::service)
      with.fill(row);
  }
  auto made = with.whole(what, std::move(rows));
  made.runs = true;
  made.abandoned = tree.abandoned;
  return made;
}

} // namespace troupe::assembly
