// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/supervision/stage.hpp"
#include "execution/threads.hpp"
#include "support/caller.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/scheduler/abstract_coordinator.hpp>

#include <atomic>
#include <future>
#include <latch>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;
using namespace troupe::execution;
using troupe::support::caller;

namespace {

// Supervisors on their control thread, timers on theirs, children on CAF's pool.
struct with_threads {
  ~with_threads() {
    timing.stop();
    control.stop();
  }

  child pooled(child_spec spec, std::function<void()> handler) {
    return {std::move(spec), [this, handler](const start_request& x) {
              auto a = spawn_placed<caller>(system, {x.path}, handler);
              x.report_started();
              return a;
            }};
  }

  caf::actor start(supervisor_spec spec, std::vector<child> children) {
    auto root = start_supervisor(
        around, "shop", spec, std::move(children),
        {[this] { started.set_value(); }, [this](const supervisor_end& x) { ended.set_value(x); }});
    started.get_future().wait();
    return root;
  }

  std::vector<child_report> children_of(const caf::actor& supervisor) {
    std::promise<supervisor_report> report;
    auto asker = spawn_placed<caller>(system, {"asker", &control.where()}, nullptr);
    caf::actor_cast<caller*>(asker)->call = [&] {
      caf::actor_cast<caller*>(asker)
          ->request(supervisor, caf::infinite, describe_children{})
          .then([&](const supervisor_report& x) { report.set_value(x); });
    };
    caf::anon_send(asker, 1);
    return report.get_future().get().children;
  }

  caf::actor_system_config config;
  caf::actor_system system{config};
  timer_queue timers{troupe::system_time()};
  control_thread control{system, "troupe.control"};
  timer_thread timing{timers};
  notes told;
  environment around{system, control.where(), timers, troupe::system_time(), told};
  std::promise<void> started;
  std::promise<supervisor_end> ended;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_supervisor_on_a_thread_of_its_own, with_threads)

BOOST_AUTO_TEST_CASE(restarts_children_on_the_pool_until_its_budget_is_spent) {
  std::atomic<int> starts{0};
  child broken{permanent("a"), [&](const start_request& x) {
                 ++starts;
                 auto a = spawn_placed<caller>(system, {x.path},
                                               [] { throw std::runtime_error{"no such shelf"}; });
                 x.report_started();
                 caf::anon_send(a, 1);
                 return a;
               }};
  const auto root = start({strategy::one_for_one, 50, 1h, 5s}, {std::move(broken)});
  const auto end = ended.get_future().get();
  BOOST_TEST((end.why == end_reason::escalated));
  BOOST_TEST(end.causes.front().reason == "std::runtime_error: no such shelf");
  BOOST_TEST(starts == 51);
}

BOOST_AUTO_TEST_CASE(works_while_handlers_spin_on_every_worker) {
  const auto workers = static_cast<std::ptrdiff_t>(system.scheduler().num_workers());
  std::atomic<bool> spinning{true};
  std::latch all_spin{workers}, all_left{workers};
  const auto spin = [&] {
    all_spin.count_down();
    while (spinning) {
    }
  };
  std::vector<child> spinners;
  for (std::ptrdiff_t i = 0; i < workers; ++i)
    spinners.push_back(
        pooled(with(permanent(std::to_string(i)), shutdown_policy::after(1ms)), spin));
  const auto root = start({strategy::one_for_one, 1, 1h, 1ms}, std::move(spinners));
  for (const auto& x : children_of(root)) {
    x.handle->attach_functor([&] { all_left.count_down(); });
    caf::anon_send(x.handle, 1);
  }
  all_spin.wait();
  BOOST_TEST(children_of(root).size() == static_cast<std::size_t>(workers));
  send_urgent_exit(root, make_exit(exit_class::shutdown));
  const auto end = ended.get_future().get();
  BOOST_TEST((end.why == end_reason::stopped));
  spinning = false;
  all_left.wait();
}

BOOST_AUTO_TEST_SUITE_END()
