// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/standing.hpp"

namespace troupe::journal {

result<standing> read_standing(reader& from) {
  const auto topics = from.topics();
  if (!topics)
    return topics.failure();
  const auto subscriptions = from.subscriptions();
  if (!subscriptions)
    return subscriptions.failure();
  standing seen;
  for (const auto& topic : *topics)
    seen.last_of_topic.emplace(topic.name, topic.last);
  for (const auto& x : *subscriptions) {
    seen.settled.emplace(x.number, x.settled);
    if (x.parked > x.held)
      seen.parked_of.emplace(x.number, x.parked - x.held);
    if (x.held > 0)
      seen.held_of.emplace(x.number, x.held);
    if (x.paused)
      seen.paused.insert(x.number);
    seen.parked += x.parked;
    seen.held += x.held;
  }
  return seen;
}

} // namespace troupe::journal
