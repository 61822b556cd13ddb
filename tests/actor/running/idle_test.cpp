// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

struct place {
  int next = 0;
};
BOOST_DESCRIBE_STRUCT(place, (), (next))

/// Brings in numbers up to `count`, so many a time.
auto source_of(int count, int each = 10) {
  return [count, each](service<place>* self) -> behavior {
    return {pull([self, count, each](std::size_t) {
      auto& at = self->state();
      for (int i = 0; i < each && at.next < count; ++i, ++at.next)
        self->publish(counted{"key-" + std::to_string(at.next % 5), at.next});
      return at.next < count ? progress::more() : progress::end();
    })};
  };
}

} // namespace

BOOST_AUTO_TEST_SUITE(idleness)

BOOST_AUTO_TEST_CASE(waits_for_a_source_that_starts_last) {
  for (int round = 0; round < 10; ++round) {
    support::deployed shop;
    shop.add("accounts", accounts);
    shop.add("intake", source_of(100));
    shop.start();
    BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
    BOOST_TEST(shop.running().doings().handled == 100u);
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(waits_for_a_source_below_a_supervisor_behind_a_slow_start) {
  support::deployed shop;
  shop.add("slow", [](service<nothing>*) -> behavior {
    return {on_start([] {
              for (const auto until = system_time().elapsed() + 200ms;
                   system_time().elapsed() < until;)
                std::this_thread::yield();
            }),
            [](const summed&) {}};
  });
  shop.add("accounts", accounts);
  shop.add("intake", source_of(100));
  deploy::supervisor below;
  below.id = "below";
  auto& children = shop.what.tree.children;
  for (int i = 0; i < 2; ++i) {
    below.children.insert(below.children.begin(), children.back());
    children.pop_back();
  }
  children.push_back({below});
  shop.start();
  shop.settle();
  BOOST_TEST(shop.running().doings().handled == 200u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(waits_for_what_is_parked) {
  support::deployed shop;
  shop.add("accounts",
           [](service<account>* self) -> behavior {
             return {[self](const counted& x, const delivery& d) -> outcome {
                       if (d.attempt < 3)
                         return retry("not yet");
                       self->state().sum += x.number;
                       return done();
                     },
                     [](const get_account&, const service<account>& seen) { return seen.state(); }};
           })
      .retry.delays.first = 150ms;
  shop.start();
  shop.publish(counted{"a", 5});
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).sum == 5);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(waits_while_a_handler_runs) {
  support::deployed shop;
  gate door;
  shop.add("accounts", [&door](service<account>* self) -> behavior {
    return {[self, &door](const counted& x) {
              door.pass();
              self->state().sum += x.number;
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  shop.start();
  shop.publish(counted{"a", 5});
  shop.running().end_when_idle();
  BOOST_REQUIRE(door.wait_for_visitors(1));
  BOOST_TEST(!shop.running().wait(200ms).has_value());
  door.open();
  shop.wait();
  BOOST_TEST(shop.ask(get_account{"a"}).sum == 5);
  BOOST_TEST(shop.stop());
}

// All siblings are down while the strategy restarts them, one after the other.
BOOST_AUTO_TEST_CASE(waits_while_siblings_are_restarted_together) {
  support::deployed shop;
  shop.what.tree.strategy = deploy::strategies::one_for_all;
  auto starts = std::make_shared<std::atomic<int>>(0);
  shop.add("accounts", [](service<account>* self) -> behavior {
    return {[self](const counted& x, const delivery& d) {
              self->state().sum += x.number;
              if (d.attempt == 1)
                throw std::runtime_error("first attempt");
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  shop.add("slow", [starts](service<nothing>*) -> behavior {
    return {on_start([starts] {
              ++*starts;
              for (const auto until = system_time().elapsed() + 60ms;
                   system_time().elapsed() < until;)
                std::this_thread::yield();
            }),
            [](const summed&) {}};
  });
  shop.start();
  for (int i = 1; i <= 5; ++i)
    shop.publish(counted{"key-" + std::to_string(i), i});
  shop.settle();
  long sum = 0;
  for (int i = 1; i <= 5; ++i)
    sum += shop.ask(get_account{"key-" + std::to_string(i)}).sum;
  BOOST_TEST(sum == 15);
  BOOST_TEST(*starts >= 2);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_timers_set_for_later) {
  support::deployed shop;
  shop.add("later", [](service<nothing>* self) -> behavior {
    return {[self](const counted& x) { self->publish_after(1h, summed{x.name, x.number}); }};
  });
  shop.start();
  shop.publish(counted{"a", 1});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_a_child_that_ended_for_good) {
  support::deployed shop;
  auto& broken = shop.add("broken", [](service<nothing>*) -> behavior {
    return {[](const counted&) { throw std::runtime_error("broken"); }};
  });
  broken.restart = deploy::restarts::temporary;
  shop.add("accounts", accounts);
  shop.start();
  for (int i = 1; i <= 5; ++i)
    shop.publish(counted{"a", i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"a"}).sum == 15);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_an_instance_that_ended_for_good) {
  support::deployed shop;
  auto& broken = shop.add("broken", [](service<nothing>*) -> behavior {
    return {[](const counted&) { throw std::runtime_error("broken"); }};
  });
  broken.restart = deploy::restarts::temporary;
  broken.instances = 2;
  shop.start();
  for (int i = 1; i <= 5; ++i)
    shop.publish(counted{"key-" + std::to_string(i), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
