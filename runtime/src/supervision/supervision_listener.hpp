// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"
#include "supervision/exit_info.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace troupe::supervision {

/// A child as its supervisor knows it. What it refers to lives as long as the call.
struct known_child {
  const std::string& supervisor; ///< its path
  const std::string& id;
  const std::string& path;
  std::uint64_t instance;
  const child_spec& spec;
};

/// When the end of a child came.
enum class end_stage : std::uint8_t {
  /// Before it had started.
  starting,
  running,
  /// Its supervisor had asked it to end, or killed it.
  stopping,
  /// After it had been left behind.
  abandoned,
};

/// Is told what happens in a tree of supervisors: for logs, reports and counters.
///
/// Called on the control thread, in the order of events; must be quick and not throw. Must outlive
/// the tree.
class supervision_listener {
public:
  virtual ~supervision_listener() = default;

  virtual void child_starting(const known_child& who) noexcept = 0;
  virtual void child_started(const known_child& who) noexcept = 0;
  /// The child is asked to end, or killed.
  virtual void child_stopping(const known_child& who) noexcept { static_cast<void>(who); }
  /// The causes go from the leaf to this child.
  virtual void child_ended(const known_child& who, const exit_info& how,
                           end_stage when) noexcept = 0;
  /// The child is going to be started again, once `wait` has passed.
  virtual void restart_waits(const known_child& who, std::chrono::nanoseconds wait) noexcept {
    static_cast<void>(who);
    static_cast<void>(wait);
  }
  /// The child is going to be started again, once these, which it depends on, are ready.
  virtual void restart_held(const known_child& who, const std::vector<std::string>& by) noexcept {
    static_cast<void>(who);
    static_cast<void>(by);
  }
  /// The child runs again, `downtime` after it ended, failed restarts included. Follows
  /// `child_started`.
  virtual void child_restarted(const known_child& who,
                               std::chrono::nanoseconds downtime) noexcept = 0;
  /// The child did not obey a kill and is left behind in its handler.
  virtual void child_abandoned(const known_child& who) noexcept = 0;
  /// The child was left behind because somebody told that it does not return. Follows
  /// `child_abandoned`; to its supervisor it has ended as `how` says.
  virtual void child_left_behind(const known_child& who, const exit_info& how) noexcept {
    static_cast<void>(who);
    static_cast<void>(how);
  }
  /// The supervisor gives up, or one of its children did not start; it stops what is left of them.
  /// `who` is the child that it could not stand any more, with instance 0 where it is forgotten
  /// already, or one without an id where the specs are not good.
  virtual void escalated(const std::string& path, const supervisor_end& why,
                         const known_child& who) noexcept = 0;
  virtual void supervisor_ended(const std::string& path, const supervisor_end& why) noexcept = 0;
};

} // namespace troupe::supervision
