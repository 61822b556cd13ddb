// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/running/numbers.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// Starts for as long as it is told to.
auto starting_for(std::chrono::milliseconds time) {
  return [time](service<account>* self) -> behavior {
    return {on_start([time] {
              for (const auto until = system_time().elapsed() + time;
                   system_time().elapsed() < until;)
                std::this_thread::yield();
            }),
            [self](const counted& x) { self->state().sum += x.number; },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  };
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_service_that_is_slow_to_start)

BOOST_AUTO_TEST_CASE(has_failed_where_it_takes_longer_than_it_may) {
  support::deployed shop;
  const auto door = std::make_shared<gate>();
  shop.add("accounts",
           [door](service<account>*) -> behavior {
             return {on_start([door] { door->pass(); }), [](const counted&) {}};
           })
      .start_timeout = 20ms;
  shop.start();
  // Its time is over, and it is told to end.
  while (shop.running().tree().still_there("shop").empty())
    std::this_thread::yield();
  door->open();
  const auto end = shop.wait();
  BOOST_TEST((end.what == assembly::ending::kind::escalated));
  BOOST_TEST(supervision::to_string(end.causes) ==
             "shop/accounts: was not ready within 20ms, its start_timeout\n"
             "  shop: did not start, as its child accounts did not");
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_waited_for_within_its_time_by_those_that_depend_on_it) {
  support::deployed shop;
  shop.add("accounts", starting_for(100ms)).start_timeout = 1min;
  auto crashes = std::make_shared<std::atomic<int>>(0);
  shop.add("clumsy",
           [crashes](service<nothing>*) -> behavior {
             return {[crashes](const counted& x) {
               if (x.number == 1 && ++*crashes == 1)
                 throw std::runtime_error("clumsy");
             }};
           })
      .depends_on = {"accounts"};
  shop.start();
  shop.publish(counted{"a", 1});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"a"}).sum == 1);
  BOOST_TEST(crashes->load() == 2);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
