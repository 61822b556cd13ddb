// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "conformance/supervision/troupe_player.hpp"
#include "execution/timer_queue.hpp"
#include "execution/unit.hpp"
#include "supervision/supervisor_actor.hpp"
#include "support/manual_clock.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::conformance {

/// The tree of one scenario, made of real supervisors, each on a unit of its own so that it can be
/// suspended.
class played_tree {
public:
  played_tree(caf::actor_system& system, const scenario& what, readiness when, coverage& covered);
  ~played_tree();

  segment begin();
  segment perform(const step& what);

private:
  struct place {
    std::string path;
    /// The supervisor that started it.
    caf::actor_id of = 0;
  };

  struct asked {
    std::string verb;
    std::optional<std::string> text;
  };

  // Notes ends of supervisors, for the counters; what happens to children is noted where it does.
  struct listener final : supervision::supervision_listener {
    explicit listener(coverage& into) : covered(into) {}
    void child_starting(const supervision::known_child&) noexcept override {}
    void child_started(const supervision::known_child&) noexcept override {}
    void child_ended(const supervision::known_child&, const supervision::exit_info&,
                     supervision::end_stage) noexcept override {}
    void child_restarted(const supervision::known_child&,
                         std::chrono::nanoseconds) noexcept override {}
    void child_abandoned(const supervision::known_child&) noexcept override {}
    void escalated(const std::string&, const supervision::supervisor_end&,
                   const supervision::known_child&) noexcept override {}
    void supervisor_ended(const std::string&,
                          const supervision::supervisor_end& why) noexcept override;
    coverage& covered;
  };

  using start_function = supervision::start_function;

  supervision::child child_of(const std::string& above, const node& what);
  std::vector<supervision::child> children_of(const std::string& path,
                                              const std::vector<node>& all);
  start_function start_of(const std::string& above, const node& what);
  supervision::started_child start_worker(const std::string& above, const std::string& name,
                                          const node& what,
                                          const supervision::start_request& request, bool fails);
  caf::actor start_supervisor(const std::string& above, const std::string& name,
                              const std::string& path, const node& what,
                              std::function<void()> started);
  void watch(const caf::actor& whom, const std::string& above, const std::string& name);

  void event(const std::string& above, const std::string& text);
  void end_child(const step& what);
  void call(const step& what);
  template <class Reply, class Request>
  void ask(const step& what, const std::string& verb, Request request);
  void stop();
  void settle();
  bool step_all();
  segment finish();
  execution::unit& unit_of(const std::string& path);
  supervision::environment around(const std::string& path);
  std::string id_of(const std::string& path, const std::string& name) const;
  std::string state_of(const std::string& path);
  std::string name_of(const std::string& child_path) const;
  bool is_dynamic(const std::string& path) const;
  caf::actor_id supervisor_of(const std::string& path) const;

  caf::actor_system& system_;
  const scenario& what_;
  readiness when_;
  coverage& covered_;
  listener listener_{covered_};
  /// For the restart windows: whole seconds, moved by the scenario.
  support::manual_clock clock_;
  /// For shutdown times, moved when nothing else happens any more.
  support::manual_clock timers_clock_;
  execution::timer_queue timers_{timers_clock_};
  execution::unit workers_;
  std::map<std::string, std::unique_ptr<execution::unit>> units_;
  std::map<std::string, caf::actor> alive_;
  std::map<std::string, int> attempts_;
  /// Paths of dynamic children by the names that the scenario gave them, and the other way round.
  std::map<std::string, place> paths_;
  std::map<std::string, std::string> names_;
  /// What the counters count by: the strategy of a supervisor, the restart type of a child.
  std::map<std::string, std::string> strategies_;
  std::map<std::string, std::string> restarts_;
  /// Children, by spec, that have been started before; supervisors that are started.
  std::set<std::string> started_;
  std::string suspended_;
  std::map<std::size_t, asked> calls_;
  std::size_t last_call_ = 0;
  bool restless_ = false;
  segment now_;
};

} // namespace troupe::conformance
