// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/transient_queue.hpp"
#include "control/status.hpp"

#include <mutex>
#include <vector>

namespace troupe::assembly {

/// What a service did not get of transient topics, by topic. May be used from any thread.
class drop_book {
public:
  void add(const bus::drop_counts& more) {
    const std::lock_guard guard{mutex_};
    bus::add(more, counts_);
  }

  std::vector<control::drop_view> all() const {
    const std::lock_guard guard{mutex_};
    std::vector<control::drop_view> out;
    for (const auto& [topic, count] : counts_)
      out.push_back({topic, count});
    return out;
  }

private:
  mutable std::mutex mutex_;
  bus::drop_counts counts_;
};

} // namespace troupe::assembly
