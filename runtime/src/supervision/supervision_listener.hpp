// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/exit_info.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace troupe::supervision {

/// The end of a child as its supervisor saw it.
struct ended_child {
  std::string path;
  std::uint64_t instance = 0;
  exit_class how = exit_class::normal;
  /// From the leaf to this child.
  cause_chain causes;
  /// It was abandoned before, and ended after all.
  bool abandoned = false;
  /// Its supervisor had asked it to, or killed it.
  bool asked = false;
};

/// Is told what happens in a tree of supervisors: for logs and counters.
///
/// Called on the control thread, in the order of events; must be quick and not throw. Must outlive
/// the tree.
class supervision_listener {
public:
  virtual ~supervision_listener() = default;

  virtual void child_starting(const std::string& path, std::uint64_t instance) noexcept = 0;
  virtual void child_started(const std::string& path, std::uint64_t instance) noexcept = 0;
  /// The child is asked to end, or killed.
  virtual void child_stopping(const std::string& path) noexcept { static_cast<void>(path); }
  virtual void child_ended(const ended_child& what) noexcept = 0;
  /// The child is going to be started again, once `wait` has passed.
  virtual void restart_waits(const std::string& path, std::chrono::nanoseconds wait) noexcept {
    static_cast<void>(path);
    static_cast<void>(wait);
  }
  /// The child is going to be started again, once these, which it depends on, are ready.
  virtual void restart_held(const std::string& path, const std::vector<std::string>& by) noexcept {
    static_cast<void>(path);
    static_cast<void>(by);
  }
  /// The child runs again, `downtime` after it ended, failed restarts included. Follows
  /// `child_started`.
  virtual void child_restarted(const std::string& path,
                               std::chrono::nanoseconds downtime) noexcept = 0;
  /// The child did not obey a kill and is left behind in its handler.
  virtual void child_abandoned(const std::string& path, std::uint64_t instance) noexcept = 0;
  /// The supervisor gives up, or one of its children did not start; it stops what is left of them.
  virtual void escalated(const std::string& path, const supervisor_end& why) noexcept = 0;
  virtual void supervisor_ended(const std::string& path, const supervisor_end& why) noexcept = 0;
};

} // namespace troupe::supervision
