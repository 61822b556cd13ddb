// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>

namespace troupe {

/// What is going on, counted: for progress, for reports, and to know when everything is done.
/// May be used from any thread.
class activity {
public:
  std::atomic<std::uint64_t> handled{0};
  std::atomic<std::uint64_t> failed_attempts{0};
  std::atomic<std::uint64_t> dead_letters{0};
  std::atomic<std::uint64_t> crashes{0};
  std::atomic<std::uint64_t> restarts{0};
  std::atomic<std::uint64_t> left_behind{0}; ///< instances whose handlers did not return
  std::atomic<std::uint64_t> unsubscribed{0};
  std::atomic<std::uint64_t> transient_dropped{0};
  std::atomic<std::uint64_t> duplicates{0}; ///< events that were brought before, and left out

  std::atomic<std::uint64_t> refused_for_space{0}; ///< events from outside

  /// Sources bring nothing more in.
  std::atomic<bool> stopping{false};
  /// Nor do they while this is so: the journal's file system has too little left.
  std::atomic<bool> short_of_space{false};

  /// A source that is running has not come to its end, or its end is not committed.
  void source_runs(const std::string& name) {
    const std::lock_guard guard{mutex_};
    running_.insert(name);
  }
  void source_ended(const std::string& name) {
    const std::lock_guard guard{mutex_};
    running_.erase(name);
  }
  bool source_is_running(const std::string& name) const {
    const std::lock_guard guard{mutex_};
    return running_.count(name) > 0;
  }

private:
  mutable std::mutex mutex_;
  std::set<std::string> running_;
};

} // namespace troupe
