// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/idle.hpp"

#include <algorithm>

namespace troupe::assembly {
namespace {

template <class Map, class Key>
auto value_or_zero(const Map& map, const Key& key) {
  const auto known = map.find(key);
  return known == map.end() ? typename Map::mapped_type{} : known->second;
}

journal::sequence_number last_wanted(const journal::standing& now, const awaited& who) {
  journal::sequence_number last = 0;
  for (const auto& [topic, sequence] : now.last_of_topic)
    if (std::any_of(who.topics.begin(), who.topics.end(),
                    [&name = topic](const pattern& p) { return p.matches(name); }))
      last = std::max(last, sequence);
  return last;
}

} // namespace

bool is_idle(const journal::standing& now, const surrounding_work& beside,
             const std::vector<awaited>& all) {
  if (now.waiting || beside.source_runs || beside.child_starts || beside.dead_letters_waiting > 0)
    return false;
  return std::all_of(all.begin(), all.end(), [&](const awaited& who) {
    return now.paused.count(who.number) > 0 ||
           (value_or_zero(now.parked_of, who.number) == 0 &&
            last_wanted(now, who) <= value_or_zero(now.settled, who.number));
  });
}

std::uint64_t left_for(const journal::standing& now, const awaited& who) {
  const auto last = last_wanted(now, who);
  const auto settled = value_or_zero(now.settled, who.number);
  return last > settled ? last - settled : 0;
}

} // namespace troupe::assembly
