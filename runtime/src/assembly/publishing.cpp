// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/running.hpp"

/// Events that no service publishes: those of the embedding program, and reports of supervisors.
namespace troupe::assembly {

result<void> running::publish(std::vector<outgoing> facts, journal::writer::completion then) {
  for (const auto& fact : facts)
    if (fact.payload.size() > around_->limits.payload)
      return error{ec::invalid, payload_too_large(fact, around_->limits.payload)};
    else if (is_reserved(fact.topic))
      return error{ec::invalid, reserved_topic(fact.topic)};
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
      skips = around_->transient_topics.count(std::string{topic}) > 0;
    }
    auto& to = skips ? transient->events : all.events;
    if (to.empty())
      to.reserve(left);
    --left;
    auto& e = to.emplace_back();
    e.id = ids.next();
    e.time = now;
    e.source = deployment_.name;
    e.topic = topic;
    e.version = fact.version;
    e.expires = expiry_of(fact, now, around_->lives);
    e.key = std::move(fact.key);
    e.correlation = e.id;
    e.way = start_trace(e.id);
    e.payload = std::move(fact.payload);
  }
  if (start_.is_open())
    groups_->publish_transient(transient);
  else
    doings_.transient_dropped += transient->events.size(); // Nobody listens yet.
  if (!all.events.empty() || then)
    writer_->submit(std::move(all), std::move(then));
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
