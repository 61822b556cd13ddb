// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/placed_actor.hpp"
#include "execution/pool.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace troupe::execution;

namespace {

struct caller final : placed_actor {
  caller(caf::actor_config& config, placement where, std::function<void(int)> what)
      : placed_actor(config, std::move(where)), call(std::move(what)) {}
  caf::behavior make_behavior() override {
    return {[this](int x) { call(x); }};
  }
  std::function<void(int)> call;
};

/// Holds threads until it is opened.
struct trap {
  std::promise<void> opening;
  std::shared_future<void> opened = opening.get_future().share();
  std::mutex mutex;
  std::vector<std::uint32_t> caught;

  void enter() {
    {
      const std::lock_guard lock{mutex};
      caught.push_back(static_cast<std::uint32_t>(gettid()));
    }
    opened.wait();
  }
  void open() { opening.set_value(); }
  std::vector<std::uint32_t> threads(std::size_t count) {
    for (;;) {
      std::this_thread::yield();
      const std::lock_guard lock{mutex};
      if (caught.size() >= count)
        return caught;
    }
  }
};

struct with_system {
  caf::actor_system_config config;
  caf::actor_system system{config};

  caf::actor caller_in(pool& where, std::function<void(int)> what) {
    return spawn_placed<caller>(system, {"caller", &where.where()}, std::move(what));
  }
};

std::string name_of_this_thread() {
  char name[16] = {};
  pthread_getname_np(pthread_self(), name, sizeof name);
  return name;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_pool, with_system)

BOOST_AUTO_TEST_CASE(runs_as_many_actors_at_a_time_as_it_has_threads_of_its_names) {
  pool here{system, 3, "pool"};
  std::latch all_run{3};
  std::mutex mutex;
  std::set<std::string> names;
  std::vector<caf::actor> actors;
  for (int i = 0; i < 3; ++i) {
    actors.push_back(caller_in(here, [&](int) {
      {
        const std::lock_guard lock{mutex};
        names.insert(name_of_this_thread());
      }
      all_run.arrive_and_wait();
    }));
    caf::anon_send(actors.back(), 1);
  }
  all_run.wait();
  BOOST_TEST(here.size() == 3u);
  BOOST_TEST((names == std::set<std::string>{"pool.1", "pool.2", "pool.3"}));
}

BOOST_AUTO_TEST_CASE(runs_an_actor_on_one_thread_at_a_time_and_its_messages_in_order) {
  pool here{system, 4, "pool"};
  constexpr int count = 20'000;
  std::vector<int> seen; // Not guarded: that is what is tested, also by the thread sanitizer.
  std::promise<void> done;
  auto a = caller_in(here, [&](int x) {
    seen.push_back(x);
    if (x == count - 1)
      done.set_value();
  });
  for (int i = 0; i < count; ++i)
    caf::anon_send(a, i);
  done.get_future().wait();
  for (int i = 0; i < count; ++i)
    if (seen[static_cast<std::size_t>(i)] != i)
      BOOST_ERROR("out of order at " << i);
}

BOOST_AUTO_TEST_CASE(gives_others_a_turn_beside_one_that_always_has_something_to_do) {
  pool here{system, 1, "pool"};
  std::atomic<bool> stop{false};
  caf::actor busy;
  busy = caller_in(here, [&](int) {
    if (!stop)
      caf::anon_send(busy, 1);
  });
  caf::anon_send(busy, 1);
  std::promise<void> had_its_turn;
  auto other = caller_in(here, [&](int) { had_its_turn.set_value(); });
  caf::anon_send(other, 1);
  had_its_turn.get_future().wait();
  stop = true;
}

BOOST_AUTO_TEST_CASE(loses_no_wake_of_threads_that_come_and_go) {
  pool here{system, 2, "pool"};
  for (int i = 0; i < 2'000; ++i) {
    const auto turns = std::make_shared<std::atomic<int>>(0);
    auto a = caller_in(here, [turns](int) { ++*turns; });
    auto b = caller_in(here, [turns](int) { ++*turns; });
    caf::anon_send(a, 1);
    caf::anon_send(b, 1);
    while (*turns < 2)
      std::this_thread::yield();
  }
}

BOOST_AUTO_TEST_CASE(is_whole_again_when_stuck_threads_are_replaced) {
  trap where;
  pool here{system, 2, "pool"};
  std::vector<caf::actor> stuck;
  for (int i = 0; i < 2; ++i) {
    stuck.push_back(caller_in(here, [&](int) { where.enter(); }));
    caf::anon_send(stuck.back(), 1);
  }
  const auto threads = where.threads(2);
  std::latch both_run{2};
  std::vector<caf::actor> others;
  for (int i = 0; i < 2; ++i) {
    others.push_back(caller_in(here, [&](int) { both_run.arrive_and_wait(); }));
    caf::anon_send(others.back(), 1);
  }
  BOOST_TEST(!both_run.try_wait());
  for (const auto thread : threads)
    BOOST_TEST(here.replace(thread));
  both_run.wait();
  BOOST_TEST(here.size() == 2u);
  where.open();
}

BOOST_AUTO_TEST_CASE(ends_a_thread_that_comes_back_when_its_place_is_filled) {
  trap where;
  pool here{system, 1, "pool"};
  std::mutex mutex;
  std::set<std::string> names;
  auto stuck = caller_in(here, [&](int x) {
    if (x == 0)
      return where.enter();
    const std::lock_guard lock{mutex};
    names.insert(name_of_this_thread());
  });
  caf::anon_send(stuck, 0);
  BOOST_TEST(here.replace(where.threads(1).front()));
  where.open();
  for (int i = 0; i < 1'000; ++i) {
    const auto had_its_turn = std::make_shared<std::atomic<bool>>(false);
    auto other = caller_in(here, [&, had_its_turn](int) {
      {
        const std::lock_guard lock{mutex};
        names.insert(name_of_this_thread());
      }
      *had_its_turn = true;
    });
    caf::anon_send(other, 1);
    while (!*had_its_turn)
      std::this_thread::yield();
  }
  BOOST_TEST(here.size() == 1u);
  BOOST_TEST((names == std::set<std::string>{"pool.2"}));
}

BOOST_AUTO_TEST_CASE(replaces_each_thread_once_and_no_other_threads) {
  trap where;
  pool here{system, 1, "pool"};
  auto stuck = caller_in(here, [&](int) { where.enter(); });
  caf::anon_send(stuck, 1);
  const auto thread = where.threads(1).front();
  BOOST_TEST(!here.replace(static_cast<std::uint32_t>(gettid())));
  BOOST_TEST(here.replace(thread));
  BOOST_TEST(!here.replace(thread));
  BOOST_TEST(here.size() == 1u);
  where.open();
}

BOOST_AUTO_TEST_CASE(stops_when_its_threads_are_free) {
  pool here{system, 2, "pool"};
  BOOST_TEST(here.stop_within(10s));
  BOOST_TEST(here.stop_within(10s));
  BOOST_TEST(!here.replace(1));
}

BOOST_AUTO_TEST_CASE(leaves_a_stuck_thread_to_itself_when_it_stops) {
  trap where;
  {
    auto here = std::make_unique<pool>(system, 1, "pool");
    auto stuck = caller_in(*here, [&](int) { where.enter(); });
    caf::anon_send(stuck, 1);
    where.threads(1);
    BOOST_TEST(!here->stop_within(1ms));
    where.open();
    BOOST_TEST(here->stop_within(10s));
  }
}

BOOST_AUTO_TEST_CASE(lets_go_of_what_waits_when_it_stops) {
  std::weak_ptr<int> kept;
  {
    trap where;
    pool here{system, 1, "pool"};
    auto stuck = caller_in(here, [&](int) { where.enter(); });
    caf::anon_send(stuck, 1);
    where.threads(1);
    const auto held = std::make_shared<int>(1);
    kept = held;
    auto waiting = caller_in(here, [held](int) { BOOST_ERROR("it never ran"); });
    caf::anon_send(waiting, 1);
    BOOST_TEST(!here.stop_within(1ms));
    where.open();
    here.stop_within(10s);
  }
  BOOST_TEST(kept.expired());
}

BOOST_AUTO_TEST_SUITE_END()
