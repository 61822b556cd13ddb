// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/placed_actor.hpp"
#include "execution/timer_queue.hpp"
#include "supervision/any_plan.hpp"
#include "supervision/child.hpp"
#include "supervision/messages.hpp"
#include "supervision/readiness.hpp"
#include "supervision/supervision_listener.hpp"

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>
#include <caf/execution_unit.hpp>
#include <caf/message_handler.hpp>
#include <caf/response_promise.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace troupe::supervision {

/// What all supervisors of a tree share. All of it must outlive the tree.
struct environment {
  caf::actor_system& system;
  /// The control unit, on which all supervisors run and all children are started.
  caf::execution_unit& where;
  execution::timer_queue& timers;
  const clock& time;
  supervision_listener& listener;
  execution::drop_listener* drops = nullptr;
  /// Where children depend on others.
  readiness* ready = nullptr;
};

/// How a supervisor tells of itself, on the control thread.
struct supervisor_callbacks {
  /// All of its children are started.
  std::function<void()> started;
  /// It ends, and all of its children are down or abandoned.
  std::function<void(const supervisor_end&)> ended;
  /// How it ends when it gives up. OTP's supervisors end with `shutdown`, so that a transient one
  /// is not started again.
  exit_class given_up = exit_class::shutdown;
};

/// The supervisor carries out what its plan says: it starts and stops actors, and tells the plan of
/// what happens to them. It decides nothing.
///
/// An exit message (`execution::send_urgent_exit`) stops it in the ordered way. When it is killed,
/// or crashes, it kills its children. Its exit reason carries the chain of causes.
class supervisor_actor final : public execution::placed_actor {
public:
  supervisor_actor(caf::actor_config& config, execution::placement where, environment around,
                   std::string path, supervisor_spec spec, std::vector<child> children,
                   supervisor_callbacks callbacks);

  caf::behavior make_behavior() override;
  void on_exit() override;
  void on_destroy() override;

private:
  using shared_start = std::shared_ptr<const start_function>;

  struct entry {
    std::string id;
    shared_start start;
    std::string path;
    std::string argument{};
    caf::actor handle{};
    std::uint64_t instance = 0;
    std::uint64_t restarts = 0;
    /// As of its last start; dynamic children share one.
    std::shared_ptr<const child_spec> spec{};
    end_stage stage = end_stage::starting;
    /// Since when it is down, over failed restarts.
    std::optional<std::chrono::nanoseconds> ended_at{};
    /// For a restart that waits.
    execution::timer_id wait{};
  };

  struct left_behind {
    std::string id;
    std::string path;
    std::uint64_t instance;
    std::shared_ptr<const child_spec> spec;
  };

  /// What somebody asked for and is not answered yet.
  struct call {
    caf::response_promise who;
    std::string argument{};
    std::map<std::string, shared_start> starts{};
  };

  void perform(actions todo);
  void perform(const action& what, actions& more);
  actions start(entry& which);
  actions start_when_ready(entry& which);
  void await_ready(const action& what);
  void tell_of_end(const entry& which, const exit_info& exit);
  void ask_to_end(entry& which, exit_class how);
  void abandon(entry& which);
  void set_timer(const action& what);
  void retry(const action& what);
  void tell_of_escalation();
  void end();

  // supervisor_calls.cpp
  caf::message_handler calls();
  caf::response_promise administer(administration what, call from);
  caf::response_promise start_one(const start_child& what);
  caf::response_promise replace(const replace_specs& what);
  void adopt(const action& what);
  void forget(const std::string& id);
  void replace_starts(const action& what);
  void tell(const action& what);
  supervisor_report report() const;

  void on_started(std::uint64_t instance);
  void on_left_behind(const child_left_behind& what);
  void on_down(const caf::down_msg& what);
  void on_late_end(const caf::down_msg& what);
  void on_stop();

  known_child known(const entry& which) const;
  void take_spec(entry& which);
  entry& add(const std::string& id, shared_start start);
  bool is_dynamic() const noexcept { return dynamic_start_ != nullptr; }
  void let_go(entry& which);

  environment around_;
  std::string path_;
  std::unique_ptr<any_plan> plan_;
  supervisor_callbacks callbacks_;
  std::unordered_map<std::string, entry> entries_;
  /// By the numbers of their instances; those that have said that they are started are not in it.
  std::unordered_map<std::uint64_t, entry*> starting_;
  std::unordered_map<caf::actor_id, entry*> by_actor_;
  /// How all children of a `simple_one_for_one` supervisor start.
  shared_start dynamic_start_;
  std::shared_ptr<const child_spec> dynamic_spec_;
  std::map<caf::actor_id, left_behind> abandoned_;
  std::unordered_map<std::uint64_t, call> calls_;
  std::uint64_t last_call_ = 0;
  std::uint64_t last_instance_ = 0;
  execution::timer_id timer_;
  bool told_of_escalation_ = false;
  bool destroyed_ = false;
};

/// Starts the root of a tree. `name` is the first part of all paths. The tree lives as long as the
/// handle is kept: dropping it kills all children and tells nobody.
caf::actor start_supervisor(const environment& around, const std::string& name,
                            const supervisor_spec& spec, std::vector<child> children,
                            supervisor_callbacks callbacks);

/// A supervisor as the child of another: started when all of its children are. `given_up` is how it
/// ends when it gives up; OTP's way unless it stands for a worker.
child supervisor_child(const environment& around, child_spec as_child, const supervisor_spec& spec,
                       std::vector<child> children, exit_class given_up = exit_class::shutdown);

/// How an actor ended, from its exit reason: a supervisor's carries a chain, any other begins one.
exit_info read_exit(const std::string& path, const caf::error& reason);

} // namespace troupe::supervision
