// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace troupe::bus {

/// Which transient topics have a subscriber that takes no more now, and the sources that wait for
/// it: a deployment's `overflow: block`.
///
/// May be used from any thread. What waits is run by whoever makes room, and must not use this.
class pressure {
public:
  /// One more, or one less, subscriber of the topic is full.
  void raise(const std::string& topic);
  void lower(const std::string& topic);

  /// Keeps `then` for when none of the topics is full any more; false where none is now.
  bool hold(const std::set<std::string>& topics, std::function<void()> then);

private:
  struct waiting {
    std::set<std::string> topics;
    std::function<void()> then;
  };

  bool is_full(const std::set<std::string>& topics) const;

  std::mutex mutex_;
  std::map<std::string, std::size_t> full_; ///< by how many subscribers
  std::vector<waiting> waiting_;
};

} // namespace troupe::bus
