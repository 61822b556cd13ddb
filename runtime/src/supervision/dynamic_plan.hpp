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

/// The plan of a `simple_one_for_one` supervisor: any number of children of one kind, started one
/// by one while it runs.
///
/// Where OTP knows such a child by its process, here it is known by a number that this plan gives
/// it ("1", "2", ...) and that it keeps over restarts. Nothing is kept of a child that has ended
/// for good. What plan.hpp says of order, retries and abandoned children holds here, with one
/// difference: at the end all children are stopped together, within one shutdown time. Each event
/// costs the same however many children there are.
class dynamic_plan final : public any_plan {
public:
  /// `children` holds one spec; its id says of what kind the children are.
  dynamic_plan(std::string path, supervisor_spec spec, std::vector<child_spec> children);

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
  enum class phase : std::uint8_t { idle, ending, ended };

  struct child {
    std::string id;
    child_state state = child_state::starting;
    /// It has ended, and that is still to be dealt with.
    bool gone = false;
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

  child& find(const std::string& id);
  bool over() const noexcept { return phase_ == phase::ending || phase_ == phase::ended; }
  std::optional<std::uint64_t> number_of(const std::string& id) const;
  /// It is, or has been, one of the children.
  bool was_given(const std::string& id) const;

  void advance(actions& out);
  void handle(const event& what, actions& out);
  void handle_end(child& ended, const exit_info& exit, std::chrono::nanoseconds now, actions& out);
  void restart(child& which, const exit_info& exit, std::chrono::nanoseconds now, actions& out);
  void start_failed(child& failed, exit_info exit, std::chrono::nanoseconds now, actions& out);
  void begin_start(child& which, actions& out);
  void wait_to_restart(child& which, std::chrono::nanoseconds delay, actions& out);
  std::chrono::nanoseconds next_wait(child& which, std::chrono::nanoseconds now);
  void escalate(child& which, cause_chain causes, actions& out);
  void begin_stop(child& which, actions& out);
  void set_timer(std::chrono::nanoseconds delay, actions& out);
  void forget(child& which, actions& out);
  void become(child& which, child_state state);

  void handle_call(const administration& what, actions& out);
  void call_start(const administration& what, actions& out);
  void call_terminate(const administration& what, actions& out);
  void call_replace(const administration& what, actions& out);
  void refuse(const administration& what, refusal why, actions& out) const;
  void reply(answer what, actions& out);

  void begin_ending(supervisor_end why, actions& out);
  void end_if_all_are_down(actions& out);
  void all_are_late(actions& out);

  std::string path_;
  supervisor_spec spec_;
  child_spec template_;
  std::vector<spec_complaint> complaints_;
  ordered_children<child> children_;
  std::size_t running_ = 0;
  std::uint64_t last_id_ = 0;
  restart_window window_;
  phase phase_ = phase::idle;
  /// The child whose start or end is waited for. At the end all are.
  child* awaited_ = nullptr;
  bool killing_ = false;
  std::uint64_t timer_ = 0;
  std::uint64_t last_timer_ = 0;
  std::deque<event> pending_;
  std::optional<administration> call_;
  std::uint64_t last_wait_ = 0;
  supervisor_end end_;
};

} // namespace troupe::supervision
