// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "service/activity.hpp"
#include "service/surroundings.hpp"
#include "supervision/supervision_listener.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::assembly {

/// Watches the tree: writes the log of what happens in it and knows which children are up.
class tree_watch final : public supervision::supervision_listener {
public:
  tree_watch(log_function log, activity& doings) : log_(std::move(log)), doings_(doings) {}

  void child_starting(const std::string& path, std::uint64_t instance) noexcept override;
  void child_started(const std::string& path, std::uint64_t instance) noexcept override;
  void child_stopping(const std::string& path) noexcept override;
  void child_ended(const supervision::ended_child& what) noexcept override;
  void restart_waits(const std::string& path, std::chrono::nanoseconds wait) noexcept override;
  void restart_held(const std::string& path, const std::vector<std::string>& by) noexcept override;
  void child_restarted(const std::string& path,
                       std::chrono::nanoseconds downtime) noexcept override;
  void child_abandoned(const std::string& path, std::uint64_t instance) noexcept override;
  void escalated(const std::string& path, const supervision::supervisor_end& why) noexcept override;
  void supervisor_ended(const std::string& path,
                        const supervision::supervisor_end& why) noexcept override;

  /// How a child ended.
  struct end {
    supervision::exit_class how = supervision::exit_class::normal;
    bool asked = false; ///< its supervisor had asked it to
  };

  /// From any thread. One that waits to be started again counts.
  bool any_child_starts() const;
  /// Ended, and not started again so far.
  bool is_gone(const std::string& path) const { return end_of(path).has_value(); }
  std::optional<end> end_of(const std::string& path) const;
  /// Left behind in their handlers, and still there.
  std::size_t abandoned() const;
  /// Those below a root that have not ended though they were asked to, the abandoned ones as well;
  /// without the supervisors above them.
  std::vector<std::string> still_there(const std::string& root) const;
  /// How often each child was started again, by path.
  std::map<std::string, std::uint64_t> restarts() const;
  /// From start to `child_restarted`, of the last one; 0 before the first.
  std::chrono::nanoseconds last_downtime() const;

private:
  bool is_loud(const std::string& what);
  bool has_given_up(const std::string& path);

  log_function log_;
  activity& doings_;
  mutable std::mutex mutex_;
  std::set<std::string> starting_;
  std::map<std::string, end> down_;
  std::set<std::string> gave_up_; ///< supervisors that have not ended yet
  std::set<std::string> stopping_;
  std::multiset<std::string> left_; ///< abandoned
  std::map<std::string, std::uint64_t> restarts_;
  std::map<std::string, std::uint64_t> said_;
  std::chrono::nanoseconds last_downtime_{};
};

} // namespace troupe::assembly
