// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/memory_contents.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace troupe::journal {
namespace {

error no_subscription(subscription_number number) {
  return {ec::not_found, "there is no subscription " + std::to_string(number) + " in the journal"};
}

bool fits(const event_record& event, const event_query& query) {
  const auto matches = [&](const pattern& p) { return p.matches(event.topic); };
  if (!query.topics.empty() && std::none_of(query.topics.begin(), query.topics.end(), matches))
    return false;
  return (!query.key || event.key == *query.key) &&
         (!query.correlation || event.correlation == *query.correlation) &&
         (!query.since || event.time >= *query.since);
}

bool fits(const dead_letter_record& letter, const dead_letter_query& query) {
  const auto matches = [&](const pattern& p) {
    return letter.event && p.matches(letter.event->topic);
  };
  if (!query.topics.empty() && std::none_of(query.topics.begin(), query.topics.end(), matches))
    return false;
  return (!query.key || letter.delivery_key == *query.key) &&
         (!query.since || letter.last_seen >= *query.since) &&
         (!query.before || letter.last_seen < *query.before) &&
         (!query.service || letter.service == *query.service) &&
         (!query.reason || letter.reason == *query.reason) &&
         (!query.id || letter.id == *query.id) && (!query.after || letter.id > *query.after);
}

timer_place place_of(const timer_record& timer) {
  return {timer.due, timer.id};
}

bool fits(const timer_record& timer, const timer_query& query) {
  const bool kind = query.recurring ? timer.recurs() : timer.by == query.by;
  return kind && timer.due <= query.until && (!query.after || place_of(timer) > *query.after) &&
         (!query.owner || timer.owner == *query.owner);
}

} // namespace

result<page> memory_reader::read(const event_query& query) {
  const std::lock_guard held{source_.mutex};
  const auto limit = std::max<std::size_t>(query.limit, 1);
  auto found = std::make_shared<batch>();
  const auto head = source_.head();
  auto upto = std::max(query.after, source_.gone);
  while (upto < head && found->events.size() < limit) {
    const auto& event = source_.events[upto++];
    if (source_.has(upto) && fits(event, query))
      found->events.push_back(event);
  }
  return page{std::move(found), std::min(upto, head), head};
}

result<std::optional<event_record>> memory_reader::event(sequence_number sequence) {
  const std::lock_guard held{source_.mutex};
  if (!source_.has(sequence))
    return std::optional<event_record>{};
  return std::optional{source_.events[sequence - 1]};
}

result<sequence_number> memory_reader::first() {
  const std::lock_guard held{source_.mutex};
  return source_.gone + 1;
}

result<std::uint64_t> memory_reader::compacted() {
  const std::lock_guard held{source_.mutex};
  return source_.missing.size();
}

result<std::optional<std::string>> memory_reader::state(subscription_number number,
                                                        const std::string& key) {
  const std::lock_guard held{source_.mutex};
  const auto* owner = source_.find(number);
  if (!owner || !owner->states.contains(key))
    return std::optional<std::string>{};
  return std::optional{owner->states.at(key)};
}

result<std::array<partition_position, partition_count>>
memory_reader::positions(subscription_number number) {
  const std::lock_guard held{source_.mutex};
  const auto* owner = source_.find(number);
  if (!owner)
    return no_subscription(number);
  auto found = owner->moved;
  for (auto& partition : found)
    partition.position = std::max(partition.position, owner->settled);
  return found;
}

result<std::vector<subscription_record>> memory_reader::subscriptions() {
  const std::lock_guard held{source_.mutex};
  std::vector<subscription_record> found;
  for (const auto& [number, x] : source_.subscriptions) {
    std::set<std::string> keys;
    for (const auto& [place, row] : x.parked)
      if (!row.letter.is_nil())
        keys.insert(row.key);
    const auto waiting = std::count_if(x.parked.begin(), x.parked.end(), [&](const auto& each) {
      return keys.contains(each.second.key);
    });
    sequence_number reread_to = 0;
    for (const auto& each : x.moved)
      reread_to = std::max(reread_to, each.reread_to);
    found.push_back({number, x.name, x.settled, x.parked.size(), static_cast<std::size_t>(waiting),
                     x.paused, reread_to, x.orphaned, x.lost_from, x.returned, x.paused_for});
  }
  return found;
}

result<rereading> memory_reader::rereading_of(subscription_number number) {
  const std::lock_guard held{source_.mutex};
  rereading found;
  const auto* of = source_.find(number);
  if (of == nullptr)
    return found;
  found.muted = of->muted;
  for (const auto& [sequence, partition] : of->unhandled)
    found.unhandled.push_back(sequence);
  found.letters.assign(of->letters.begin(), of->letters.end());
  return found;
}

result<std::vector<topic_record>> memory_reader::topics() {
  const std::lock_guard held{source_.mutex};
  std::vector<topic_record> found;
  for (const auto& [name, topic] : source_.topics)
    found.push_back(topic);
  return found;
}

result<std::vector<parked_head>> memory_reader::parked(subscription_number number) {
  const std::lock_guard held{source_.mutex};
  std::vector<parked_head> found;
  const auto* owner = source_.find(number);
  if (!owner)
    return found;
  for (const auto& [place, row] : owner->parked) {
    const auto at = std::find_if(found.begin(), found.end(), [&key = row.key](const auto& head) {
      return head.row.key == key;
    });
    if (at == found.end())
      found.push_back({row, 1});
    else
      ++at->waiting;
  }
  return found;
}

result<std::optional<parked_head>> memory_reader::parked(subscription_number number,
                                                         const std::string& key) {
  auto all = parked(number);
  if (!all)
    return all.failure();
  for (auto& head : *all)
    if (head.row.key == key)
      return std::optional{
          parked_head{std::move(head.row), std::min<std::size_t>(head.waiting, 2)}};
  return std::optional<parked_head>{};
}

result<std::vector<timer_record>> memory_reader::timers(const timer_query& query) {
  const std::lock_guard held{source_.mutex};
  std::vector<const timer_record*> fitting;
  for (const auto& [id, timer] : source_.timers)
    if (fits(timer, query) && (query.held || !source_.is_orphan(timer.owner)))
      fitting.push_back(&timer);
  std::sort(fitting.begin(), fitting.end(),
            [](const auto* a, const auto* b) { return place_of(*a) < place_of(*b); });
  std::vector<timer_record> found;
  for (const auto* timer : fitting)
    if (found.size() < query.limit)
      found.push_back(*timer);
  return found;
}

result<std::optional<time_point>> memory_reader::next_timer() {
  const std::lock_guard held{source_.mutex};
  std::optional<time_point> earliest;
  for (const auto& [id, timer] : source_.timers)
    if (!source_.is_orphan(timer.owner))
      earliest = std::min(earliest.value_or(timer.due), timer.due);
  return earliest;
}

result<std::chrono::microseconds> memory_reader::wall_moved() {
  const std::lock_guard held{source_.mutex};
  return source_.wall_moved;
}

result<std::size_t> memory_reader::timer_count() {
  const std::lock_guard held{source_.mutex};
  return source_.timers.size();
}

result<std::vector<dead_letter_record>>
memory_reader::dead_letters(const dead_letter_query& query) {
  const std::lock_guard held{source_.mutex};
  std::vector<dead_letter_record> found;
  for (const auto& [id, letter] : source_.dead_letters)
    if (found.size() < query.limit && fits(letter, query)) {
      found.push_back(letter);
      found.back().holds = source_.held_by(id).has_value();
    }
  return found;
}

result<std::size_t> memory_reader::dead_letter_count() {
  const std::lock_guard held{source_.mutex};
  return source_.dead_letters.size();
}

result<std::map<std::string, std::size_t>> memory_reader::dead_letter_counts() {
  const std::lock_guard held{source_.mutex};
  std::map<std::string, std::size_t> all;
  for (const auto& [id, letter] : source_.dead_letters)
    ++all[letter.service];
  return all;
}

result<std::vector<dead_letter_kind>>
memory_reader::dead_letter_kinds(const dead_letter_query& query) {
  auto all = query;
  all.after.reset();
  const std::lock_guard held{source_.mutex};
  std::map<std::tuple<std::string, dead_letter_reason, std::string>, dead_letter_kind> found;
  for (const auto& [id, x] : source_.dead_letters) {
    if (!fits(x, all))
      continue;
    auto& kind = found
                     .try_emplace({x.service, x.reason, x.error},
                                  dead_letter_kind{x.service, x.reason, x.error, 0, x.first_seen,
                                                   x.last_seen})
                     .first->second;
    ++kind.count;
    kind.first_seen = std::min(kind.first_seen, x.first_seen);
    kind.last_seen = std::max(kind.last_seen, x.last_seen);
  }
  std::vector<dead_letter_kind> kinds;
  for (auto& [key, kind] : found)
    kinds.push_back(std::move(kind));
  return kinds;
}

result<std::vector<dead_letter_weight>> memory_reader::dead_letter_weights() {
  const std::lock_guard held{source_.mutex};
  std::vector<dead_letter_weight> found;
  for (const auto& [id, x] : source_.dead_letters)
    if (!source_.held_by(id))
      found.push_back(
          {id, x.last_seen,
           200 + x.error.size() + x.text.size() + (x.event ? x.event->payload.size() : 0)});
  return found;
}

result<std::vector<audit_record>> memory_reader::audits(std::int64_t after, std::size_t limit) {
  const std::lock_guard held{source_.mutex};
  std::vector<audit_record> found;
  for (const auto& x : source_.audits)
    if (x.number > after && found.size() < limit)
      found.push_back(x);
  return found;
}

} // namespace troupe::journal
