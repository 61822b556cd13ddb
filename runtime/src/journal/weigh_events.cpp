// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/weigh_events.hpp"

#include "journal/retention.hpp"

#include <algorithm>

namespace troupe::journal {

result<events_weight> weigh_events(reader& from, sequence_number after) {
  const auto first = from.first();
  if (!first)
    return first.failure();
  const auto gaps = from.compacted();
  if (!gaps)
    return gaps.failure();
  event_query query;
  query.after = after;
  query.limit = 16;
  const auto some = from.read(query);
  if (!some)
    return some.failure();
  const auto& looked_at = some->events->events;
  if (looked_at.empty())
    return events_weight{};
  std::uint64_t bytes = 0;
  for (const auto& each : looked_at)
    bytes += each.payload.size() + event_overhead;
  // Where the gaps are is not known, so at most.
  const auto events =
      std::min(some->head - std::max(after, *first - 1), some->head + 1 - *first - *gaps);
  return events_weight{events, bytes / looked_at.size() * events};
}

} // namespace troupe::journal
