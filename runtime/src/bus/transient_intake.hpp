// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/pressure.hpp"
#include "bus/transient_queue.hpp"
#include "journal/record.hpp"
#include "troupe/topic.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace troupe::bus {

/// Transient batches on their way to a subscription, which may be slower than those who publish:
/// bounded, so that its mailbox is. Whole batches are dropped: the oldest where a topic of the
/// newest asks for that, else the newest. Those of a source with a topic that blocks are kept, and
/// the topic is full until half of them are handed on. May be used from any thread.
class transient_intake {
public:
  /// Null: none of the policies is to block.
  transient_intake(std::size_t limit, std::vector<pattern> wanted,
                   std::map<std::string, overflow> policies, pressure* told = nullptr);

  /// Whether the subscription must be told, for nothing waited before.
  bool put(journal::batch_ptr);

  struct taken {
    std::deque<journal::batch_ptr> batches;
    drop_counts dropped; ///< since the last time
  };
  taken take();

  /// So many of what was taken, for which sources wait, wait still.
  void waits_behind(std::size_t held);

  /// Its subscriber ends, and no source waits for it any more.
  void close();

private:
  bool has(const journal::batch&, overflow) const;
  bool is_held(const journal::batch& x) const { return x.from_source && has(x, overflow::block); }
  bool is_wanted(const std::string& topic) const;
  void make_room(bool oldest);
  void count_dropped(const journal::batch&);

  std::size_t limit_; ///< events; one batch may be larger
  std::vector<pattern> wanted_;
  std::map<std::string, overflow> policies_; ///< of topics that drop others than the newest
  std::mutex mutex_;
  taken waiting_;
  std::size_t events_ = 0;  ///< in batches that may be dropped
  std::size_t batches_ = 0; ///< so many of these
  std::size_t held_ = 0;    ///< events in others
  std::size_t behind_ = 0;  ///< that were taken, and wait
  pressure* told_;
  std::vector<std::string> blocking_; ///< topics
  bool is_full_ = false;
};

} // namespace troupe::bus
