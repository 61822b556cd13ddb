// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/action.hpp"
#include "supervision/administration.hpp"
#include "supervision/child_spec.hpp"
#include "supervision/exit_info.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace troupe::supervision {

enum class child_state : std::uint8_t {
  /// Not started yet, or ended and not to be started again.
  down,
  starting,
  running,
  stopping,
  /// A restart failed and will be tried again, or waits for its time.
  restarting,
};

constexpr const char* to_string(child_state x) noexcept {
  switch (x) {
  case child_state::down:
    return "down";
  case child_state::starting:
    return "starting";
  case child_state::running:
    return "running";
  case child_state::stopping:
    return "stopping";
  case child_state::restarting:
    return "restarting";
  }
  return "unknown";
}

constexpr bool is_alive(child_state state) noexcept {
  return state == child_state::starting || state == child_state::running;
}

struct child_status {
  std::string id;
  const child_spec* spec;
  child_state state;
};

/// A supervisor's mind, whatever its strategy: it is told what happened and answers what to do.
///
/// Pure: no threads, no clock; `now` comes from a clock that never goes back. The caller carries
/// out the actions in their order, reports each event once, and none of an instance that it has
/// abandoned or replaced. Unknown ids throw std::invalid_argument, except where the id may have
/// been deleted meanwhile: in `retry` and in administration.
class any_plan {
public:
  any_plan() = default;
  any_plan(const any_plan&) = delete;
  any_plan(any_plan&&) = default;
  any_plan& operator=(const any_plan&) = delete;
  any_plan& operator=(any_plan&&) = default;
  virtual ~any_plan() = default;

  /// Called first.
  virtual actions start() = 0;
  /// The child is ready, and the next one may start.
  virtual actions child_started(const std::string& id, std::chrono::nanoseconds now) = 0;
  /// The child that was to start is not needed: it stays down, as if it had ended normally.
  virtual actions child_ignored(const std::string& id) = 0;
  /// The child that was to start when it is ready cannot yet.
  virtual actions child_held(const std::string& id) = 0;
  /// The child ended; one that was not started yet has failed to start.
  virtual actions child_ended(const std::string& id, exit_info exit,
                              std::chrono::nanoseconds now) = 0;
  /// A retry that this plan had asked for, with the number of its wait.
  virtual actions retry(const std::string& id, std::chrono::nanoseconds now,
                        std::uint64_t wait = 0) = 0;
  /// Each is answered, in the order of their arrival, the last ones when this supervisor ends.
  virtual actions administer(administration what) = 0;
  /// Somebody asks this supervisor to end. May come at any time.
  virtual actions stop() = 0;
  virtual actions timer_expired(std::uint64_t timer, std::chrono::nanoseconds now) = 0;

  /// The timer that counts, or 0: all others are void.
  virtual std::uint64_t timer() const noexcept = 0;
  /// All children are down and nothing will happen any more.
  virtual bool ended() const noexcept = 0;
  /// Why it is ending or has ended.
  virtual const supervisor_end& end() const noexcept = 0;
  /// In the order of their start.
  virtual std::vector<child_status> children() const = 0;
  virtual child_count count() const = 0;
  /// Null if there is no such child.
  virtual const child_spec* spec_of(const std::string& id) const = 0;
};

} // namespace troupe::supervision
