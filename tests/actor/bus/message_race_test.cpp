// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/dead_letter_box.hpp"
#include "execution/exit_reason.hpp"
#include "execution/placed_actor.hpp"
#include "execution/pool.hpp"
#include "execution/threads.hpp"
#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <atomic>
#include <latch>
#include <list>
#include <set>
#include <vector>

using namespace troupe;
using namespace troupe::execution;

namespace {

constexpr int senders = 4;
constexpr int sent_by_each = 25'000;
constexpr int sent_by_all = senders * sent_by_each;
constexpr int actors = 250;
constexpr int lifetime = 100; // messages; a quarter of what an actor is sent

struct mortal final : placed_actor {
  mortal(caf::actor_config& config, placement where, std::atomic<int>& count)
      : placed_actor(config, std::move(where)), handled(count) {}

  caf::behavior make_behavior() override {
    return {[this](int) {
      ++handled;
      if (++age == lifetime)
        quit();
    }};
  }

  std::atomic<int>& handled;
  int age = 0;
};

struct counting_drops final : drop_listener {
  void dropped(const std::string&, drop_reason why, caf::message) noexcept override {
    ++(why == drop_reason::actor_gone ? gone : left);
  }
  std::atomic<int> gone{0};
  std::atomic<int> left{0};
};

// Each sender goes round the actors, so that all of them send to one that is about to end. Answers
// with how many messages were handled.
int race(caf::actor_system& system, caf::execution_unit* where, drop_listener& drops) {
  std::atomic<int> handled{0};
  std::latch ended{actors};
  std::vector<caf::actor> targets;
  for (int i = 0; i < actors; ++i) {
    targets.push_back(spawn_placed<mortal>(system, {"mortal", where, &drops}, handled));
    targets.back()->attach_functor([&](const caf::error&) { ended.count_down(); });
  }
  {
    std::list<stepping_thread> threads;
    for (int i = 0; i < senders; ++i)
      threads.emplace_back("sender", [&, sent = 0]() mutable {
        if (sent == sent_by_each)
          return false;
        const auto& target = targets[static_cast<std::size_t>(sent % actors)];
        caf::anon_send(target, sent);
        // Half of the actors are ended from outside in the midst of it.
        if (++sent == sent_by_each / 10)
          for (std::size_t k = 0; k < targets.size(); k += 2)
            send_urgent_exit(targets[k], make_exit(exit_class::killed));
        return true;
      });
  }
  for (const auto& target : targets)
    send_urgent_exit(target, make_exit(exit_class::killed));
  ended.wait();
  return handled;
}

struct with_system {
  caf::actor_system_config config;
  caf::actor_system system{config};

  void each_is_handled_or_dropped(caf::execution_unit* where) {
    counting_drops drops;
    const auto handled = race(system, where, drops);
    BOOST_TEST(handled + drops.gone + drops.left == sent_by_all);
    BOOST_TEST(handled > 0);
    BOOST_TEST(drops.gone > 0);
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(messages_raced_against_ending_actors, with_system)

BOOST_AUTO_TEST_CASE(are_each_handled_or_dropped_on_the_scheduler_of_caf) {
  each_is_handled_or_dropped(nullptr);
}

BOOST_AUTO_TEST_CASE(are_each_handled_or_dropped_on_a_control_thread) {
  control_thread control{system, "control"};
  each_is_handled_or_dropped(&control.where());
}

BOOST_AUTO_TEST_CASE(are_each_handled_or_dropped_on_the_pool) {
  pool threads{system, 4, "pool"};
  each_is_handled_or_dropped(&threads.where());
}

BOOST_AUTO_TEST_CASE(are_each_handled_or_a_dead_letter_of_their_own) {
  support::manual_clock time;
  uuid_source ids{time, 1};
  std::atomic<int> told{0};
  bus::dead_letter_box letters{time, ids, [&] { ++told; }};
  pool threads{system, 4, "pool"};
  const auto handled = race(system, &threads.where(), letters);
  const auto kept = letters.take(sent_by_all);
  BOOST_TEST(handled + static_cast<int>(kept.size()) == sent_by_all);
  BOOST_TEST(told == static_cast<int>(kept.size()));
  std::set<uuid> different;
  for (const auto& letter : kept)
    different.insert(letter.id);
  BOOST_TEST(different.size() == kept.size());
}

BOOST_AUTO_TEST_SUITE_END()
