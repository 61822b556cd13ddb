// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/memory.hpp"

#include "journal/find_position.hpp"
#include "journal/memory_contents.hpp"

#include <algorithm>

namespace troupe::journal {

using contents = memory_engine::contents;

parked_record* contents::subscription::parked_event(sequence_number sequence) {
  for (auto& [place, row] : parked)
    if (row.sequence == sequence)
      return &row;
  return nullptr;
}

void contents::subscription::apply(commit& c, std::int64_t& place) {
  for (const auto partition : c.claims)
    moved[partition].epoch = c.epoch;
  for (const auto& move : c.moves)
    moved[move.partition].position = move.to;
  if (c.settled)
    settled = std::max(settled, *c.settled);
  if (c.paused) {
    paused_for = note_of(paused_for, *c.paused, c.paused_for);
    paused = *c.paused;
  }
  if (c.orphaned)
    orphaned = c.orphaned->since;
  for (const auto& write : c.states) {
    if (write.value)
      states[write.key] = *write.value;
    else
      states.erase(write.key);
  }
  for (const auto& row : c.unparks)
    parked.erase(parked_event(row.sequence)->place);
  for (const auto& row : c.reparks) {
    auto& kept = *parked_event(row.sequence);
    kept.due = row.due;
    kept.attempts.push_back(row.failed);
  }
  for (const auto& row : c.holds)
    parked_event(row.sequence)->letter = row.letter;
  for (const auto& row : c.releases) {
    auto& kept = *parked_event(row.sequence);
    kept.due = {};
    kept.attempts.clear();
    kept.replay = true;
    kept.payload = row.payload;
    kept.letter = {};
  }
  for (auto row : c.parks) {
    row.place = ++place;
    row.late = comes_late(row, moved[row.partition]);
    parked.emplace(row.place, std::move(row));
  }
}

contents::subscription* contents::find(subscription_number number) {
  const auto at = subscriptions.find(number);
  return at == subscriptions.end() ? nullptr : &at->second;
}

std::optional<sequence_number> contents::settled(subscription_number number) {
  const auto* found = find(number);
  return found ? std::optional{found->settled} : std::nullopt;
}

partition_position contents::moved(subscription_number number, partition_number partition) {
  const auto* found = find(number);
  return found ? found->moved[partition] : partition_position{};
}

std::optional<parked_premise> contents::parked(subscription_number number,
                                               sequence_number sequence) {
  auto* found = find(number);
  const auto* row = found ? found->parked_event(sequence) : nullptr;
  return row ? std::optional{parked_premise{row->partition, row->attempts.size(), row->letter}}
             : std::nullopt;
}

std::optional<held_row> contents::held_by(const uuid& letter) {
  for (const auto& [number, each] : subscriptions)
    for (const auto& [place, row] : each.parked)
      if (row.letter == letter)
        return held_row{number, row.sequence};
  return std::nullopt;
}

std::size_t contents::office_rows(subscription_number number, sequence_number above) {
  const auto& rows = find(number)->parked;
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [=](const auto& each) {
    const auto& row = each.second;
    return row.sequence > above && (row.replay || !row.letter.is_nil());
  }));
}

void contents::apply_seek(subscription& of, const seek& what, epoch_number by) {
  if (goes_back(what)) {
    // Of those that were unhandled the last time, those that were not come to meanwhile stay so.
    std::erase_if(of.unhandled, [&](const auto& each) {
      return each.first <= std::max(of.moved[each.second].position, of.settled);
    });
    for (const auto& [place, row] : of.parked)
      if (row.sequence > what.to && !row.reread)
        of.unhandled.emplace(row.sequence, row.partition);
    std::erase_if(of.parked, [&](const auto& each) { return each.second.sequence > what.to; });
    of.letters.clear();
    for (const auto& [id, letter] : dead_letters)
      if (letter.service == of.name && letter.event && letter.event->sequence > what.to)
        of.letters.insert(letter.event->sequence);
    for (auto& each : of.moved)
      go_back(each, of.settled, what.to);
    of.muted = !what.effects;
    of.returned = {by, what.to};
  }
  if (what.states == seek::fates::reset)
    of.states.clear();
  of.settled = what.to;
  ++setbacks;
  of.lost_from = 0; // Somebody knows where it goes on.
}

void contents::forget(subscription_number number) {
  subscriptions.erase(number);
  std::erase_if(timers, [=](const auto& each) { return each.second.owner == number; });
}

verdict contents::add(commit& c) {
  if (auto no = objection(c, *this))
    return {std::move(no), 0};
  if (auto* owner = find(c.subscription))
    owner->apply(c, last_place);
  for (const auto partition : c.claims)
    last_epoch = std::max(last_epoch, moved(c.subscription, partition).epoch);
  auto duplicates = take_out_duplicates(c, head(), origins);
  for (auto& event : c.events) {
    event.sequence = events.size() + 1;
    topic_of(event.topic).last = event.sequence;
    events.push_back(event);
  }
  if (c.transient_topics)
    set_transient(*c.transient_topics);
  apply_timers(c);
  if (c.sought)
    apply_seek(*find(c.subscription), *c.sought, c.epoch);
  if (c.forgotten)
    forget(c.subscription);
  wall_moved = c.wall_moved.value_or(wall_moved);
  for (const auto& id : c.dead_letters_removed)
    dead_letters.erase(id);
  for (const auto& letter : c.dead_letters)
    dead_letters[letter.id] = letter;
  for (auto x : c.audits) {
    x.number = static_cast<std::int64_t>(audits.size()) + 1;
    audits.push_back(std::move(x));
  }
  return {std::nullopt, c.events.empty() ? 0 : c.events.front().sequence, std::move(duplicates)};
}

std::optional<known_origin> contents::memory_of_origins::find(const std::string& source,
                                                              const std::string& id) {
  const auto at = known.find({source, id});
  return at == known.end() ? std::nullopt : std::optional{at->second};
}

void contents::memory_of_origins::keep(const std::string& source, const std::string& id,
                                       known_origin what, const std::optional<known_origin>&) {
  what.number = ++last_number;
  known[{source, id}] = what;
}

bool contents::has_timer(const timer_firing& firing) {
  const auto at = timers.find(firing.timer);
  return at != timers.end() && at->second.event.id == firing.event &&
         at->second.due == firing.due.value_or(at->second.due) &&
         !(firing.with_child && is_orphan(at->second.owner));
}

void contents::apply_timers(const commit& c) {
  if (c.timer_fired)
    timers.erase(c.timer_fired->timer);
  for (const auto& id : c.timers_cleared)
    timers.erase(id);
  for (const auto& timer : c.timers_set)
    if (const auto at = timers.find(timer.id); at == timers.end() || !is_set_so(at->second, timer))
      timers[timer.id] = timer;
}

topic_record& contents::topic_of(const std::string& name) {
  auto& found = topics[name];
  found.name = name;
  return found;
}

void contents::set_transient(const std::vector<std::string>& names) {
  for (auto& [name, topic] : topics)
    topic.transient = false;
  for (const auto& name : names)
    topic_of(name).transient = true;
}

memory_engine::memory_engine(duplicate_window window) : contents_(std::make_unique<contents>()) {
  contents_->origins.window = window;
}
memory_engine::~memory_engine() = default;

result<std::vector<verdict>> memory_engine::write(std::span<commit> group) {
  const std::lock_guard held{contents_->mutex};
  std::vector<verdict> verdicts;
  verdicts.reserve(group.size());
  for (auto& c : group)
    verdicts.push_back(contents_->add(c));
  return verdicts;
}

result<subscription_number> memory_engine::subscribe(std::string_view name, sequence_number start) {
  const std::lock_guard held{contents_->mutex};
  auto& all = contents_->subscriptions;
  for (const auto& [number, subscription] : all)
    if (subscription.name == name) {
      ++contents_->setbacks;
      return number;
    }
  if (auto no = objection_to_start(start, contents_->head(), contents_->first()))
    return *std::move(no);
  const auto number = all.empty() ? 1 : all.rbegin()->first + 1;
  all[number].name = name;
  all[number].settled = start;
  ++contents_->setbacks;
  return number;
}

result<std::unique_ptr<reader>> memory_engine::open_reader() {
  return std::unique_ptr<reader>{std::make_unique<memory_reader>(*contents_)};
}

std::uint64_t memory_engine::setbacks() const {
  const std::lock_guard held{contents_->mutex};
  return contents_->setbacks;
}

sequence_number memory_engine::head() const {
  const std::lock_guard held{contents_->mutex};
  return contents_->head();
}

epoch_number memory_engine::next_epoch() {
  const std::lock_guard held{contents_->mutex};
  return ++contents_->last_epoch;
}

} // namespace troupe::journal
