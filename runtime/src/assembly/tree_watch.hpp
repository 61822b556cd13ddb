// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "service/activity.hpp"
#include "service/surroundings.hpp"
#include "supervision/supervision_listener.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace troupe::assembly {

/// Watches the tree: writes the log of what happens in it and knows which children are up.
class tree_watch final : public supervision::supervision_listener {
public:
  tree_watch(log_function log, activity& doings) : log_(std::move(log)), doings_(doings) {}

  /// Told of each child that is left behind; set before the tree starts.
  using left_behind_listener = std::function<void(const std::string& path, std::uint64_t start)>;
  void when_left_behind(left_behind_listener then) { left_behind_ = std::move(then); }

  void child_starting(const std::string& path, std::uint64_t instance) noexcept override;
  void child_started(const std::string& path, std::uint64_t instance) noexcept override;
  void child_ended(const supervision::ended_child& what) noexcept override;
  void child_restarted(const std::string& path,
                       std::chrono::nanoseconds downtime) noexcept override;
  void child_abandoned(const std::string& path, std::uint64_t instance) noexcept override;
  void escalated(const std::string& path, const supervision::supervisor_end& why) noexcept override;
  void supervisor_ended(const std::string& path,
                        const supervision::supervisor_end& why) noexcept override;

  /// From any thread.
  bool any_child_starts() const;
  /// Ended, and not started again so far.
  bool is_gone(const std::string& path) const;
  /// Left behind in their handlers, and still there.
  std::size_t abandoned() const;
  /// How often each child was started again, by path.
  std::map<std::string, std::uint64_t> restarts() const;
  /// From start to `child_restarted`, of the last one; 0 before the first.
  std::chrono::nanoseconds last_downtime() const;

private:
  bool is_loud(const std::string& what);

  log_function log_;
  activity& doings_;
  left_behind_listener left_behind_;
  mutable std::mutex mutex_;
  std::set<std::string> starting_;
  std::set<std::string> down_;
  std::map<std::string, std::uint64_t> restarts_;
  std::map<std::string, std::uint64_t> said_;
  std::size_t abandoned_ = 0;
  std::chrono::nanoseconds last_downtime_{};
};

} // namespace troupe::assembly
