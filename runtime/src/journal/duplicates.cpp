// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/duplicates.hpp"

#include <utility>

namespace troupe::journal {
namespace {

/// Removes the events at these indexes, which ascend.
void take_out(std::vector<event_record>& events, const std::vector<verdict::duplicate>& which) {
  auto next = which.begin();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (next != which.end() && next->event == i) {
      ++next;
      continue;
    }
    if (kept != i)
      events[kept] = std::move(events[i]);
    ++kept;
  }
  events.resize(kept);
}

} // namespace

std::vector<verdict::duplicate> take_out_duplicates(commit& c, sequence_number head,
                                                    origins_seen& seen) {
  std::vector<verdict::duplicate> found;
  for (const auto& each : c.brought) {
    const auto& event = c.events[each.event];
    const auto known = seen.find(event.source, each.id);
    if (known && is_within(seen.kept(), *known, seen.last(), event.time))
      found.push_back({each.event, known->sequence});
    else
      seen.keep(event.source, each.id, {0, event.time, head + 1 + each.event - found.size()},
                known);
  }
  if (!found.empty())
    take_out(c.events, found);
  return found;
}

} // namespace troupe::journal
