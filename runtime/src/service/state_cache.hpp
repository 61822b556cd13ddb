// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace troupe {

/// The states that an instance has seen lately, by key, bounded; the least recently used goes
/// first.
///
/// A state that a commit wrote stays until that commit is durable, however full the cache is: the
/// journal does not know it yet. That is bounded by the deliveries an instance may have in hand.
class state_cache {
public:
  explicit state_cache(std::size_t capacity) : capacity_(capacity) {}

  /// Null: not here. A key without a state is remembered by a state that was made new.
  std::shared_ptr<const void> find(const std::string& key) {
    const auto known = entries_.find(key);
    if (known == entries_.end())
      return nullptr;
    order_.splice(order_.begin(), order_, known->second.at);
    return known->second.value;
  }

  /// `commit` is the number of the commit that writes it; 0 for one that was read.
  void put(const std::string& key, std::shared_ptr<const void> value, std::uint64_t commit) {
    const auto [known, is_new] = entries_.try_emplace(key);
    if (is_new) {
      order_.push_front(key);
      known->second.at = order_.begin();
    } else {
      order_.splice(order_.begin(), order_, known->second.at);
    }
    known->second.value = std::move(value);
    known->second.commit = commit;
  }

  /// Drops what is too much, given that all commits up to `durable` are.
  void trim(std::uint64_t durable) {
    while (entries_.size() > capacity_) {
      const auto oldest = entries_.find(order_.back());
      if (oldest->second.commit > durable)
        return;
      entries_.erase(oldest);
      order_.pop_back();
    }
  }

  std::size_t size() const { return entries_.size(); }

private:
  struct entry {
    std::shared_ptr<const void> value;
    std::uint64_t commit = 0;
    std::list<std::string>::iterator at;
  };

  std::size_t capacity_;
  std::unordered_map<std::string, entry> entries_;
  std::list<std::string> order_; ///< the most recently used first
};

} // namespace troupe
