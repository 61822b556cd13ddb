// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/first_event.hpp"
#include "assembly/running.hpp"
#include "vocabulary/sound_origin.hpp"

#include <algorithm>

/// Events that no service publishes: those from outside, and reports of supervisors.
namespace troupe::assembly {

result<void> running::check(const std::vector<outgoing>& facts) const {
  for (const auto& fact : facts)
    if (fact.payload.size() > around_->limits.payload)
      return error{ec::invalid, payload_too_large(fact, around_->limits.payload)};
    else if (is_reserved(fact.topic))
      return error{ec::invalid, reserved_topic(fact.topic)};
    else if (!fact.broken.empty() && around_->constraints.of(fact.topic))
      return error{ec::invalid, constraints_broken(fact.topic, fact.broken)};
  return {};
}

bool running::is_transient(std::string_view topic) const {
  return around_->transient_topics.count(std::string{topic}) > 0;
}

result<void> running::publish(std::vector<outgoing> facts, journal::writer::completion then) {
  if (auto sound = check(facts); !sound)
    return sound;
  const auto durable = std::count_if(facts.begin(), facts.end(),
                                     [this](const outgoing& x) { return !is_transient(x.topic); });
  if (auto room = check_space(static_cast<std::size_t>(durable)); !room)
    return room;
  journal::commit all;
  auto transient = std::make_shared<journal::batch>();
  auto left = facts.size();
  auto ids = ids_.take(left);
  const auto now = time_.now();
  std::string_view topic;
  bool skips = false;
  for (auto& fact : facts) {
    if (topic != fact.topic) { // Events of one topic often come in rows.
      topic = fact.topic;
      skips = is_transient(topic);
    }
    auto& to = skips ? transient->events : all.events;
    if (to.empty())
      to.reserve(left);
    --left;
    auto& e = to.emplace_back();
    e.topic = topic;
    fill_first_event(e, std::move(fact), ids.next(), now, deployment_.name, around_->lives);
  }
  if (start_.is_open())
    groups_->publish_transient(transient);
  else
    doings_.transient_dropped += transient->events.size(); // Nobody listens yet.
  if (!all.events.empty() || then)
    writer_->submit(std::move(all), std::move(then));
  return {};
}

result<void> running::publish_once(std::vector<origin> origins, std::vector<outgoing> facts,
                                   journal::writer::completion then) {
  if (auto sound = check(facts); !sound)
    return sound;
  if (auto room = check_space(facts.size()); !room)
    return room;
  journal::commit all;
  const auto now = time_.now();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    auto& from = origins[i];
    if (from.source.empty())
      from.source = deployment_.name;
    if (auto sound = check_origin(from); !sound)
      return sound;
    if (is_transient(facts[i].topic))
      return error{ec::invalid, cannot_recognize(facts[i].topic)};
    auto& e = all.events.emplace_back();
    e.topic = facts[i].topic;
    fill_first_event(e, std::move(facts[i]), ids_.next(), now, from.source, around_->lives);
    all.brought.push_back({i, std::move(from.id)});
  }
  writer_->submit(std::move(all), [this, then = std::move(then)](const journal::verdict& v) {
    doings_.duplicates += v.duplicates.size();
    then(v);
  });
  return {};
}

/// None while the journal has failed or all is being stopped: the log has them all the same.
void running::publish_report(supervision::report what) {
  if (stopping_ || journal_failed_)
    return;
  journal::event_record e;
  e.id = ids_.next();
  e.time = time_.now();
  e.source = deployment_.name;
  e.topic = std::string{what.fact.topic};
  e.version = what.fact.version;
  e.key = std::move(what.fact.key);
  e.correlation = supervision::report_correlation(e.id);
  e.causation = what.causation;
  e.way = what.way.is_nil() ? start_trace(e.id) : continue_trace(what.way, e.id);
  e.payload = std::move(what.fact.payload);
  journal::commit all;
  all.events.push_back(std::move(e));
  writer_->submit(std::move(all), nullptr);
}

} // namespace troupe::assembly
