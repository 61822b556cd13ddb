// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/interest.hpp"

#include <algorithm>

namespace troupe::bus {

bool router::wants(const std::string& topic) const {
  const auto [known, is_new] = wanted_.try_emplace(topic, false);
  if (is_new)
    known->second = std::any_of(what_.topics.begin(), what_.topics.end(),
                                [&](const pattern& p) { return p.matches(topic); });
  return known->second;
}

items_ptr router::route(const journal::batch_ptr& batch) const {
  if (what_.same == nullptr) {
    auto alone = std::make_shared<item_list>(make(*batch));
    alone->owner = batch;
    return alone;
  }
  const void* shared = batch->routed.find(what_.same);
  if (shared == nullptr)
    shared = batch->routed.put(what_.same, std::make_shared<const item_list>(make(*batch)));
  // The batch keeps the list, so a handle of the one is a handle of the other.
  return {batch, static_cast<const item_list*>(shared)};
}

item_list router::make(const journal::batch& batch) const {
  item_list made;
  const std::string* last = nullptr;
  bool is_wanted = false;
  made.items.reserve(batch.events.size());
  for (const auto& e : batch.events) {
    made.bytes += bytes_of(e);
    if (last == nullptr || *last != e.topic) { // Events of one topic often come in rows.
      is_wanted = wants(e.topic);
      last = &e.topic;
    }
    if (!is_wanted)
      continue;
    std::string_view key = e.key;
    if (what_.key_of)
      if (auto other = what_.key_of(e); other != e.key)
        key = made.keys.emplace_back(std::move(other));
    const bool transient = e.sequence == 0;
    made.items.push_back(
        {&e,
         key,
         partition_of(key),
         false,
         transient,
         0,
         {},
         transient ? item::form{e.payload.type(), e.payload.value()} : item::form{}});
  }
  mark_alike(made.items);
  return made;
}

} // namespace troupe::bus
