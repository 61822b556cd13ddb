// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/action.hpp"
#include "supervision/child_spec.hpp"
#include "supervision/exit_info.hpp"
#include "supervision/restart_window.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace troupe::supervision {

enum class child_state : std::uint8_t {
  /// Not started yet, or ended and not to be started again.
  down,
  starting,
  running,
  stopping,
  /// A restart failed and will be tried again.
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

/// The plan is a supervisor's mind: it is told what happened and answers what to do next.
///
/// The semantics are those of Erlang/OTP's supervisor. Children start in order, each when the one
/// before it is started, and stop in reverse. One start, stop or restart is under way at a time;
/// what happens to other children meanwhile is dealt with afterwards, in order, unless what is
/// under way stops them anyhow. A restart that fails is retried, and each retry counts as a
/// restart, so that a supervisor never blocks. Two things OTP does not have: an end of class
/// `delivery_crash` restarts its child without being counted, and a child that does not obey a kill
/// is abandoned.
///
/// Pure: no threads, no clock; `now` comes from a clock that never goes back. The caller reports
/// each event once, and none of an instance that it has abandoned or replaced. Unknown ids throw
/// std::invalid_argument.
class plan {
public:
  struct child_status {
    const child_spec* spec;
    child_state state;
  };

  /// `path` names this supervisor in chains of causes.
  plan(std::string path, supervisor_spec spec, std::vector<child_spec> children);

  /// Called first.
  actions start();
  /// The child is ready, and the next one may start.
  actions child_started(const std::string& id);
  /// The child ended; one that was not started yet has failed to start.
  actions child_ended(const std::string& id, exit_info exit, std::chrono::nanoseconds now);
  /// A retry that this plan had asked for.
  actions retry(const std::string& id, std::chrono::nanoseconds now);
  /// Somebody asks this supervisor to end. May come at any time.
  actions stop();
  actions timer_expired(std::uint64_t timer);

  /// The timer that counts, or 0: all others are void.
  std::uint64_t timer() const noexcept { return timer_; }
  /// All children are down and nothing will happen any more.
  bool ended() const noexcept { return phase_ == phase::ended; }
  /// Why it is ending or has ended.
  const supervisor_end& end() const noexcept { return end_; }
  /// The children in order, without temporary ones that have ended.
  std::vector<child_status> children() const;

private:
  enum class phase : std::uint8_t { idle, starting, restarting, ending, ended };

  struct child {
    child_spec spec;
    child_state state = child_state::down;
    /// It ended while something else was under way that stops it anyhow.
    bool gone = false;
    /// A temporary child that has ended.
    bool forgotten = false;
    /// Why its last restart failed.
    cause_chain failure{};
  };

  struct event {
    enum class kind : std::uint8_t { ended, retry } what;
    std::size_t child;
    exit_info exit;
    std::chrono::nanoseconds at;
  };

  std::size_t find(const std::string& id) const;
  bool over() const noexcept { return phase_ == phase::ending || phase_ == phase::ended; }

  void advance(actions& out);
  void start_next(actions& out);
  void stop_next(actions& out);
  void set_timer(std::chrono::nanoseconds delay, actions& out);
  void settle(child& which);
  void start_failed(std::size_t which, exit_info exit, actions& out);
  void handle(const event& what);
  void handle_end(std::size_t which, const exit_info& exit, std::chrono::nanoseconds now);
  void restart(std::size_t which, const exit_info& exit, std::chrono::nanoseconds now);
  void stop_siblings(std::size_t which);
  void consume_ends();
  void begin_ending(supervisor_end why);
  supervisor_end escalation(const child& which, const exit_info& exit) const;

  std::string path_;
  supervisor_spec spec_;
  std::vector<child> children_;
  restart_window window_;
  phase phase_ = phase::idle;
  /// The child whose start or end is waited for.
  std::optional<std::size_t> awaited_;
  bool killing_ = false;
  std::uint64_t timer_ = 0;
  std::uint64_t last_timer_ = 0;
  /// Taken from the back.
  std::vector<std::size_t> to_stop_;
  std::deque<std::size_t> to_start_;
  /// What happened while something was under way.
  std::deque<event> pending_;
  supervisor_end end_;
};

} // namespace troupe::supervision
