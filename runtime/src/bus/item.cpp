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

} // namespace troupe::bus
