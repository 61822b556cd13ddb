// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/item.hpp"
#include "vocabulary/overflow.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>

namespace troupe::bus {

/// How many deliveries of each topic were dropped.
using drop_counts = std::map<std::string, std::uint64_t>;

/// Calls with each row of transient deliveries of one topic, in order.
template <class F>
void for_each_topic(portion all, F use) {
  while (!all.empty())
    use(all.split(std::clamp<std::size_t>(all.front().alike, 1, all.size())));
}

void count_dropped(const portion&, drop_counts&);
void add(const drop_counts&, drop_counts& to);

/// Transient deliveries that wait for one instance: bounded, and full of what is of most use; of
/// `overflow::block`, whoever brings them sees to the bound. Pure.
///
/// Memory: `limit` deliveries, and where only some of a batch wait they are copied.
class transient_queue {
public:
  /// Deliveries of one topic. What is dropped for them, or of them, is counted.
  void push(portion, overflow, std::size_t limit, drop_counts& dropped);

  /// The oldest; at most so many, and empty where none waits.
  portion take(std::size_t most);

  std::size_t size() const noexcept { return size_; }

private:
  struct entry {
    portion what;
    std::string slot; ///< of the key whose latest this is; empty where all are kept
  };

  void append(portion, std::string slot);
  void keep_latest(portion, std::size_t limit, drop_counts& dropped);
  void make_room(std::size_t limit, drop_counts& dropped);
  portion split_first(std::size_t most);

  std::deque<entry> entries_;
  std::uint64_t taken_ = 0;                              ///< so many entries were before the first
  std::unordered_map<std::string, std::uint64_t> slots_; ///< the number of the entry
  std::size_t size_ = 0;
};

} // namespace troupe::bus
