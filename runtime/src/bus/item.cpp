// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/item.hpp"

#include <zlib.h>

namespace troupe::bus {

partition_number partition_of(std::string_view key) {
  if (key.empty())
    return 0;
  const auto crc =
      crc32(0, reinterpret_cast<const Bytef*>(key.data()), static_cast<uInt>(key.size()));
  return static_cast<partition_number>(crc % journal::partition_count);
}

void mark_alike(std::vector<item>& all) {
  const item* next = nullptr;
  for (auto x = all.rbegin(); x != all.rend(); ++x) {
    const bool goes_on =
        next != nullptr && next->alike > 0 && next->event->topic == x->event->topic;
    x->alike = !x->transient ? 0 : goes_on ? next->alike + 1 : 1;
    next = &*x;
  }
}

std::size_t own_bytes_of(const portion& x) {
  std::size_t sum = 0;
  for (const auto& each : x)
    sum += bytes_of(*each.event);
  return sum;
}

portion copy_of(const portion& x) {
  auto events = std::make_shared<std::vector<journal::event_record>>();
  events->reserve(x.size());
  auto made = std::make_shared<item_list>();
  made->bytes = own_bytes_of(x);
  for (auto each : x) {
    const bool is_own_key = each.key.data() == each.event->key.data();
    auto& event = events->emplace_back(*each.event);
    event.payload =
        encoded{event.payload.text()}; // The memory that it shares with others is let go.
    each.event = &event;
    each.key = is_own_key ? std::string_view{each.event->key} : made->keys.emplace_back(each.key);
    each.published = {}; // It was in that memory.
    made->items.push_back(each);
  }
  mark_alike(made->items);
  made->owner = std::move(events);
  return portion{std::move(made)};
}

} // namespace troupe::bus
