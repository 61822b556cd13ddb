// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/exit_reason.hpp"
#include "execution/placed_actor.hpp"
#include "execution/timer_queue.hpp"
#include "execution/unit.hpp"
#include "supervision/supervisor_actor.hpp"
#include "support/manual_clock.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Real supervisors and children that a test drives step by step, on its own thread.
namespace troupe::supervision::test {

/// Writes down what it is told, a line each: "shop/a#1 started".
class notes final : public supervision_listener {
public:
  void child_starting(const known_child& x) noexcept override { note(x, "starting"); }
  void child_started(const known_child& x) noexcept override { note(x, "started"); }
  void child_ended(const known_child& x, const exit_info& how, end_stage when) noexcept override {
    note(x, std::string{to_string(how.how)} + (when == end_stage::abandoned ? " after all" : ""));
    last_ended = how;
    last_stage = when;
  }
  void child_restarted(const known_child& x, std::chrono::nanoseconds downtime) noexcept override {
    lines.push_back(x.path + " restarted after " +
                    std::to_string(downtime / std::chrono::seconds{1}) + "s");
  }
  void child_abandoned(const known_child& x) noexcept override { note(x, "abandoned"); }
  void child_left_behind(const known_child& x, const exit_info& how) noexcept override {
    note(x, std::string{"counts as "} + to_string(how.how));
    last_ended = how;
  }
  void escalated(const std::string& path, const supervisor_end& why,
                 const known_child& who) noexcept override {
    lines.push_back(path + " escalated: " + to_string(why.why));
    last_offender = who.path;
  }
  void supervisor_ended(const std::string& path, const supervisor_end& why) noexcept override {
    lines.push_back(path + " ended: " + to_string(why.why));
  }

  std::vector<std::string> take() { return std::exchange(lines, {}); }

  std::vector<std::string> lines;
  exit_info last_ended;
  end_stage last_stage = end_stage::running;
  std::string last_offender;

private:
  void note(const known_child& x, const std::string& what) {
    lines.push_back(x.path + "#" + std::to_string(x.instance) + " " + what);
  }
};

/// What a test tells a child to do: a text is thrown, a class is the reason it quits with.
struct crash {
  std::string text;
};
struct finish {
  exit_class how;
};

} // namespace troupe::supervision::test

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::test::crash)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::test::finish)

namespace troupe::supervision::test {

class puppet final : public execution::placed_actor {
public:
  enum class manner {
    willing,
    /// Ignores being asked to end, obeys a kill.
    deaf,
  };

  puppet(caf::actor_config& config, execution::placement where, manner how)
      : placed_actor(config, std::move(where)) {
    if (how == manner::deaf)
      set_exit_handler([](const caf::exit_msg&) {});
  }

  caf::behavior make_behavior() override {
    return {
        [](const crash& x) { throw std::runtime_error{x.text}; },
        [this](const finish& x) { quit(execution::make_exit(x.how, "left")); },
    };
  }
};

class stage {
public:
  ~stage() {
    // What a test left behind is let go of: the units are never stepped again.
    here.close();
    elsewhere.close();
  }

  /// Runs everything that can run without time passing.
  void settle() { here.run(); }

  /// Lets time pass, and everything that is due happen.
  void pass(std::chrono::nanoseconds by) {
    time.advance(by);
    timers.run_due();
    settle();
  }

  /// A child that is started at once.
  child ready(child_spec spec, puppet::manner how = puppet::manner::willing) {
    return {spec, [this, how](const start_request& x) {
              auto a = spawn(x, here, how);
              x.report_started();
              return a;
            }};
  }

  /// A child that is started when the test calls `report_started` on its request.
  child slow(child_spec spec) {
    return {spec,
            [this](const start_request& x) { return spawn(x, here, puppet::manner::willing); }};
  }

  /// A child whose handler blocks from the start: it runs on a unit that nobody steps.
  child stuck(child_spec spec) {
    return {spec, [this](const start_request& x) {
              auto a = spawn(x, elsewhere, puppet::manner::willing);
              x.report_started();
              return a;
            }};
  }

  void start(supervisor_spec spec, std::vector<child> children) {
    root = start_supervisor(around, "shop", spec, std::move(children),
                            {[this] { started = true; },
                             [this](const supervisor_end& x) {
                               ended = true;
                               end = x;
                             }});
    settle();
  }

  void stop() {
    execution::send_urgent_exit(root, execution::make_exit(exit_class::shutdown));
    settle();
  }

  template <class T>
  void tell(const std::string& path, T what) {
    caf::anon_send(actors.at(path), std::move(what));
  }

  caf::actor_system_config config;
  caf::actor_system system{config};
  support::manual_clock time;
  execution::timer_queue timers{time};
  execution::unit here{system};
  execution::unit elsewhere{system};
  notes told;
  environment around{system, here, timers, time, told};
  std::map<std::string, caf::actor> actors;
  std::map<std::string, start_request> requests; ///< of the last start of each path
  caf::actor root;
  bool started = false;
  bool ended = false;
  supervisor_end end;

private:
  caf::actor spawn(const start_request& x, execution::unit& where, puppet::manner how) {
    auto a = execution::spawn_placed<puppet>(system, {x.path, &where}, how);
    actors[x.path] = a;
    requests[x.path] = x;
    return a;
  }
};

inline child_spec permanent(std::string id) {
  return {std::move(id)};
}

inline child_spec with(child_spec x, shutdown_policy policy) {
  x.shutdown = policy;
  return x;
}

using lines = std::vector<std::string>;

} // namespace troupe::supervision::test
