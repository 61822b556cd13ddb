// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/item.hpp"

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace troupe::bus {

/// What a subscription wants: events of these topics, divided by a key.
struct interest {
  std::vector<pattern> topics;
  /// The key of an event where it is another than the event's own. One that cannot be had (the
  /// event cannot be decoded) is "", so that the instance of partition 0 finds out and says why.
  /// Null where all events are divided by their own.
  std::function<std::string(const journal::event_record&)> key_of{};
  /// An address that is the same for all who want the same topics, divided alike: they share the
  /// deliveries that are made of a batch. Null for one who is alone. Whatever it points to outlives
  /// all batches.
  const void* same = nullptr;
};

/// Makes deliveries of batches, as an interest wants them. Used by one thread at a time.
class router {
public:
  explicit router(interest what) : what_(std::move(what)) {}

  bool wants(const std::string& topic) const;

  /// The deliveries of a batch, made once for all who share the interest.
  items_ptr route(const journal::batch_ptr&) const;

private:
  item_list make(const journal::batch&) const;

  interest what_;
  mutable std::unordered_map<std::string, bool> wanted_;
};

} // namespace troupe::bus
