// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/any_plan.hpp"
#include "supervision/backoff.hpp"
#include "supervision/ordered_children.hpp"
#include "supervision/restart_window.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace troupe::supervision {

/// The plan of a supervisor whose children are known by name: all strategies but
/// `simple_one_for_one`, which has a plan of its own (dynamic_plan.hpp).
///
/// The semantics are those of Erlang/OTP's supervisor. Children start in order, each when the one
/// before it is started, and stop in reverse. One start, stop, restart or call is under way at a
/// time; what happens to other children meanwhile is dealt with afterwards, in order, unless what
/// is under way stops them anyhow. A restart that fails is retried, and each retry counts as a
/// restart, so that a supervisor never blocks. What OTP does not have: an end of class
/// `delivery_crash` restarts its child without being counted, a start may take too long, a restart
/// may wait for others that it depends on, and a child that does not obey a kill is abandoned.
/// Specs that are not good are a failed start (spec_check.hpp).
class plan final : public any_plan {
public:
  /// `path` names this supervisor in chains of causes.
  plan(std::string path, supervisor_spec spec, std::vector<child_spec> children);

  actions start() override;
  actions child_started(const std::string& id, std::chrono::nanoseconds now) override;
  actions child_ignored(const std::string& id) override;
  actions child_held(const std::string& id) override;
  actions child_ended(const std::string& id, exit_info exit, std::chrono::nanoseconds now) override;
  actions retry(const std::string& id, std::chrono::nanoseconds now,
                std::uint64_t wait = 0) override;
  actions administer(administration what) override;
  actions stop() override;
  actions timer_expired(std::uint64_t timer, std::chrono::nanoseconds now) override;

  std::uint64_t timer() const noexcept override { return timer_; }
  bool ended() const noexcept override { return phase_ == phase::ended; }
  const supervisor_end& end() const noexcept override { return end_; }
  std::vector<child_status> children() const override;
  child_count count() const override;
  const child_spec* spec_of(const std::string& id) const override;

private:
  enum class phase : std::uint8_t { idle, starting, restarting, calling, ending, ended };

  struct child {
    std::string id;
    child_spec spec;
    child_state state = child_state::down;
    /// What is under way is going to stop it.
    bool doomed = false;
    /// It ended before that.
    bool gone = false;
    /// Its start took too long, and it is killed.
    bool late = false;
    /// It waits for those that it depends on, and siblings that are left out for that wait with it.
    bool held = false;
    bool left_out = false;
    /// It was stopped, or not started, for a sibling that waits for its restart, and comes with it.
    bool waits_too = false;
    /// Why it failed last, if it is to be restarted.
    cause_chain failure{};
    backoff waits{};
    /// The wait that counts for it; 0 is OTP's way, where retries are counted when they come.
    std::uint64_t wait = 0;
  };

  struct event {
    enum class kind : std::uint8_t { ended, retry, call } what;
    std::string child{};
    exit_info exit{};
    std::chrono::nanoseconds at{0};
    administration call{};
    std::uint64_t wait = 0;
  };

  // plan.cpp: what is under way, step by step.
  child& find(const std::string& id);
  bool over() const noexcept { return phase_ == phase::ending || phase_ == phase::ended; }
  void advance(actions& out);
  void start_next(actions& out);
  void stop_next(actions& out);
  void doom(child& which);
  void set_timer(std::chrono::nanoseconds delay, actions& out);
  void settle(child& which, actions& out);
  void forget(child& which, actions& out);
  void start_failed(child& failed, exit_info exit, std::chrono::nanoseconds now, actions& out);
  void consume_ends();
  void begin_ending(supervisor_end why, actions& out);

  // plan_restarts.cpp: whom to restart.
  void handle(const event& what, actions& out);
  void handle_retry(child& subject, const event& what, actions& out);
  void handle_end(child& ended, const exit_info& exit, std::chrono::nanoseconds now, actions& out);
  void shut_down_after(const child& which, const exit_info& exit, actions& out);
  bool other_significant_lives(const std::string& id) const;
  void restart(child& which, const exit_info& exit, std::chrono::nanoseconds now, actions& out);
  void begin_restart(child& which);
  void resume(child& held);
  /// From this one on, siblings are stopped and started with it.
  ordered_children<child>::iterator first_of_fate(const child& which);
  void stop_siblings(child& which);
  void wait_to_restart(child& which, std::chrono::nanoseconds delay, actions& out);
  void find_who_waits_with(const child& which);
  void begin_left_waiting();
  std::chrono::nanoseconds next_wait(child& which, std::chrono::nanoseconds now);
  supervisor_end escalation(const child& which, const exit_info& exit) const;

  // plan_calls.cpp: what it is told to do while it runs.
  void handle_call(const administration& what, actions& out);
  void call_start(const administration& what, actions& out);
  void call_terminate(const administration& what, actions& out);
  void call_restart(const administration& what, actions& out);
  void call_delete(const administration& what, actions& out);
  void call_replace(const administration& what, actions& out);
  void refuse(const administration& what, refusal why, actions& out) const;
  void begin_call(const administration& what);
  void end_call(actions& out);
  void call_start_failed(child& which, exit_info exit, actions& out);
  void abort_calls(actions& out);

  std::string path_;
  supervisor_spec spec_;
  ordered_children<child> children_;
  std::vector<spec_complaint> complaints_;
  restart_window window_;
  phase phase_ = phase::idle;
  /// The child whose start or end is waited for.
  child* awaited_ = nullptr;
  bool killing_ = false;
  std::uint64_t timer_ = 0;
  std::uint64_t last_timer_ = 0;
  /// Taken from the back.
  std::vector<child*> to_stop_;
  std::deque<child*> to_start_;
  /// Who is started after the call that is under way has taken from them whom they waited for.
  std::deque<child*> left_waiting_;
  /// What happened while something was under way.
  std::deque<event> pending_;
  /// The call that is under way, and its answer so far.
  std::optional<administration> call_;
  answer answer_;
  std::uint64_t last_wait_ = 0;
  supervisor_end end_;
};

} // namespace troupe::supervision
