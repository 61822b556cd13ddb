// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/placed_actor.hpp"
#include "execution/threads.hpp"
#include "support/caller.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <pthread.h>

#include <chrono>
#include <future>
#include <latch>
#include <memory>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using namespace troupe::execution;
using troupe::support::caller;

namespace {

std::string name_of_this_thread() {
  char name[16] = {};
  pthread_getname_np(pthread_self(), name, sizeof name);
  return name;
}

struct with_system {
  caf::actor_system_config config;
  caf::actor_system system{config};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_control_thread, with_system)

BOOST_AUTO_TEST_CASE(runs_the_actors_placed_on_it_under_its_name) {
  std::promise<std::string> name;
  control_thread control{system, "troupe.control"};
  auto a = spawn_placed<caller>(system, {"caller", &control.where()},
                                [&] { name.set_value(name_of_this_thread()); });
  caf::anon_send(a, 1);
  BOOST_TEST(name.get_future().get() == "troupe.control");
}

BOOST_AUTO_TEST_CASE(may_be_stopped_twice) {
  control_thread control{system, "control"};
  control.stop();
  control.stop();
  BOOST_TEST(control.stop_within(0s));
}

BOOST_AUTO_TEST_CASE(gives_up_on_a_handler_that_blocks_and_leaves_it_its_ground) {
  std::latch entered{1}, release{1}, destroyed{1};
  {
    control_thread control{system, "control"};
    // The actor is the last to hold this when the handler has returned.
    std::shared_ptr<std::latch> held{&destroyed, [](std::latch* x) { x->count_down(); }};
    auto a = spawn_placed<caller>(system, {"caller", &control.where()},
                                  [&entered, &release, held = std::move(held)] {
                                    entered.count_down();
                                    release.wait();
                                  });
    caf::anon_send(a, 1);
    entered.wait();
    BOOST_TEST(!control.stop_within(1ms));
  }
  release.count_down();
  destroyed.wait();
}

BOOST_AUTO_TEST_SUITE_END()
