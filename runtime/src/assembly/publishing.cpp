// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/running.hpp"

namespace troupe::assembly {

result<void> running::publish(std::vector<outgoing> facts, journal::writer::completion then) {
  for (const auto& fact : facts)
    if (fact.payload.size() > around_->limits.payload)
      return error{ec::invalid, payload_too_large(fact, around_->limits.payload)};
  journal::commit all;
  auto transient = std::make_shared<journal::batch>();
  transient->events.reserve(facts.size());
  const auto now = time_.now();
  for (auto& fact : facts) {
    journal::event_record e;
    e.id = ids_.next();
    e.time = now;
    e.source = deployment_.name;
    e.topic = std::string{fact.topic};
    e.version = fact.version;
    e.key = std::move(fact.key);
    e.correlation = e.id;
    e.way = start_trace(e.id);
    e.payload = std::move(fact.payload);
    if (fact.value)
      e.decoded = {fact.type, std::move(fact.value)};
    const bool skips = around_->transient_topics.count(e.topic) > 0;
    (skips ? transient->events : all.events).push_back(std::move(e));
  }
  if (start_.is_open())
    groups_->publish_transient(transient);
  else
    doings_.transient_dropped += transient->events.size(); // Nobody listens yet.
  if (!all.events.empty() || then)
    writer_->submit(std::move(all), std::move(then));
  return {};
}

} // namespace troupe::assembly
