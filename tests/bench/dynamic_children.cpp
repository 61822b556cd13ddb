// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include "execution/exit_reason.hpp"
#include "execution/placed_actor.hpp"
#include "execution/unit.hpp"
#include "supervision/supervisor_actor.hpp"

#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <unistd.h>

#include <ctime>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <vector>

/// What a supervisor's dynamic children cost: start, one restart, stop; and what one keeps that is
/// idle. Beside it, the same number of bare CAF actors that somebody monitors.
namespace troupe::bench {
namespace {

using namespace supervision;

class idler final : public execution::placed_actor {
public:
  using placed_actor::placed_actor;
  caf::behavior make_behavior() override {
    return {[](int) { throw std::runtime_error("crash for the stop watch"); }};
  }
};

class silent final : public supervision_listener {
public:
  void child_starting(const known_child&) noexcept override {}
  void child_started(const known_child&) noexcept override {}
  void child_ended(const known_child&, const exit_info&, end_stage) noexcept override {}
  void child_restarted(const known_child&, std::chrono::nanoseconds) noexcept override {}
  void child_abandoned(const known_child&) noexcept override {}
  void escalated(const std::string&, const supervisor_end&, const known_child&) noexcept override {}
  void supervisor_ended(const std::string&, const supervisor_end&) noexcept override {}
};

/// Of this process, so that what else the machine does counts less.
double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double resident_bytes() {
  std::ifstream in{"/proc/self/statm"};
  double all = 0;
  double resident = 0;
  in >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

struct costs {
  double seconds = 0; ///< for all children together
  double restart = 0; ///< of one of them
  double bytes = 0;   ///< of one that is idle
};

/// All actors run on this thread.
costs supervised(std::size_t many) {
  caf::actor_system_config config;
  caf::actor_system system{config};
  execution::timer_queue timers{system_time()};
  execution::unit here{system};
  silent listener;
  const environment around{system, here, timers, system_time(), listener};
  caf::actor middle;
  const child order{child_spec{"order"}, [&](const start_request& request) {
                      auto made = execution::spawn_placed<idler>(system, {request.path, &here});
                      if (request.instance == many / 2)
                        middle = made;
                      request.report_started();
                      return made;
                    }};
  supervisor_spec spec;
  spec.strategy = strategy::simple_one_for_one;
  bool ended = false;
  costs out;
  const auto memory = resident_bytes();
  auto before = cpu_seconds();
  auto root = start_supervisor(around, "shop", spec, {order},
                               {nullptr, [&](const supervisor_end&) { ended = true; }});
  for (std::size_t i = 0; i < many; ++i)
    caf::anon_send(root, start_dynamic_child{});
  here.run();
  out.bytes = (resident_bytes() - memory) / static_cast<double>(many);
  const auto crash = cpu_seconds();
  caf::anon_send(middle, 13);
  here.run();
  out.restart = cpu_seconds() - crash;
  middle = nullptr;
  execution::send_urgent_exit(root, execution::make_exit(exit_class::shutdown));
  here.run();
  out.seconds = cpu_seconds() - before;
  if (!ended)
    throw std::runtime_error("the supervisor of " + std::to_string(many) + " did not end");
  return out;
}

double bare(std::size_t many) {
  caf::actor_system_config config;
  caf::actor_system system{config};
  execution::unit here{system};
  const auto before = cpu_seconds();
  std::vector<caf::actor> all;
  for (std::size_t i = 0; i < many; ++i)
    all.push_back(execution::spawn_placed<idler>(system, {"order", &here}));
  here.run();
  for (const auto& each : all)
    execution::send_urgent_exit(each, execution::make_exit(exit_class::shutdown));
  here.run();
  return cpu_seconds() - before;
}

template <class F>
double best_of_three(F measure) {
  return std::min({measure(), measure(), measure()});
}

} // namespace

void dynamic_children() {
  constexpr std::size_t few = 10'000;
  constexpr std::size_t many = 100'000;
  const auto all = supervised(many);
  print("memory of an idle dynamic child", all.bytes, "bytes");
  print("restart of one among 100,000", all.restart * 1e6, "us");
  const auto of_few = best_of_three([] { return supervised(few).seconds; });
  const auto of_many = best_of_three([] { return supervised(many).seconds; });
  const auto bare_few = best_of_three([] { return bare(few); });
  const auto bare_many = best_of_three([] { return bare(many); });
  print("start and stop of a dynamic child", of_many / many * 1e6, "us",
        "a bare actor: " + std::to_string(bare_many / many * 1e6) + " us");
  print("10 times the children", of_many / of_few, "times the time",
        "at most 12; bare actors: " + std::to_string(bare_many / bare_few));
}

} // namespace troupe::bench
