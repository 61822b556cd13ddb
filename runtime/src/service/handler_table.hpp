// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/item.hpp"
#include "troupe/behavior.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace troupe {

/// Finds the handler of each topic: the typed one first, else the first pattern that matches.
/// Keeps what it found; used by one actor at a time. The handlers must outlive it.
class handler_table {
public:
  explicit handler_table(const std::vector<event_handler>& handlers);

  /// Null where no handler takes this topic.
  const event_handler* find(const std::string& topic);

  /// All topics and patterns, as a subscription wants them.
  std::vector<pattern> topics() const;

private:
  struct entry {
    pattern topics;
    const event_handler* handler;
  };
  std::vector<entry> entries_;
  std::unordered_map<std::string, const event_handler*> known_;
  const std::pair<const std::string, const event_handler*>* last_ = nullptr;
};

/// The event as its handler's struct, decoded once for all subscribers of a module. It lives as
/// long as the record does.
result<const void*> decode(const event_handler&, const journal::event_record&);

/// The key by which a service divides an event: its own, another member's text, or "" for the
/// single state.
/// "" too where the event cannot be decoded or nobody handles it.
std::string delivery_key(handler_table&, const journal::event_record&);

} // namespace troupe
