// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/journal_values.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(a_service_that_was_changed)

BOOST_AUTO_TEST_CASE(keeps_what_waited_for_a_handler_that_it_no_longer_has_as_a_dead_letter) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.add("accounts",
             [](service<account>*) -> behavior {
               return {[](const counted&) -> outcome { return retry("not yet"); }};
             })
        .retry.delays.first = 1h;
    shop.start(kept.open());
    shop.publish(counted{"a", 1}, counted{"a", 2});
    while (kept.subscription("accounts").parked < 2)
      std::this_thread::yield();
    BOOST_TEST(shop.stop());
  }
  // Its time is an hour away; a person would replay it, so that is what is done here.
  journal::commit now;
  now.subscription = kept.subscription("accounts").number;
  now.unparks.push_back({1, 1});
  now.parks.push_back({0, 1, bus::partition_of("a"), "a", time_point{}, {}});
  BOOST_REQUIRE(journal::trial::write_one(kept.storage(), now).accepted());
  support::deployed shop;
  shop.add("accounts", [](service<account>*) -> behavior { return {[](const glanced&) {}}; });
  shop.start(kept.open());
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.stop());
  const auto letters = kept.dead_letters();
  BOOST_REQUIRE_EQUAL(letters.size(), 2u);
  for (const auto& each : letters)
    BOOST_TEST(each.error.find("accounts has no handler for numbers.counted any more") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(sees_events_of_a_handler_that_was_added_from_its_position_on) {
  support::kept_journal kept;
  const auto seen = std::make_shared<notes<int>>();
  {
    support::deployed shop;
    shop.add("accounts", [](service<account>*) -> behavior { return {[](const counted&) {}}; });
    shop.start(kept.open());
    shop.publish(glanced{"a", 1}, counted{"a", 1});
    shop.settle();
    BOOST_TEST(shop.stop());
  }
  {
    support::deployed shop;
    shop.add("accounts", [seen](service<account>*) -> behavior {
      return {[](const counted&) {}, [seen](const glanced& x) { seen->add(x.number); }};
    });
    shop.start(kept.open());
    shop.publish(glanced{"a", 2});
    shop.settle();
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST((seen->all() == std::vector<int>{2}));
}

BOOST_AUTO_TEST_CASE(may_crash_on_a_thread_of_its_own_again_and_again) {
  support::kept_journal kept;
  support::deployed shop;
  auto& child = shop.add("accounts", [](service<account>* self) -> behavior {
    return {[self](const counted& x, const delivery& d) {
              self->state().numbers.push_back(x.number);
              if (x.number % 2 == 0 && d.attempt == 1)
                throw std::runtime_error("even");
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  child.thread = deploy::thread_uses::own;
  child.instances = 2;
  shop.start(kept.open());
  for (int i = 0; i < 200; ++i)
    shop.publish(counted{"key-" + std::to_string(i % 5), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  std::size_t count = 0;
  for (int k = 0; k < 5; ++k) {
    const auto numbers = shop.ask(get_account{"key-" + std::to_string(k)}).numbers;
    BOOST_TEST(std::is_sorted(numbers.begin(), numbers.end()));
    count += numbers.size();
  }
  BOOST_TEST(count == 200u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(ends_the_deployment_with_the_cause_when_it_cannot_start) {
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.add("broken", [](service<nothing>*) -> behavior {
    return {on_start([] { throw std::runtime_error("no printer"); }), [](const counted&) {}};
  });
  shop.start();
  const auto end = shop.wait();
  BOOST_TEST((end.what == assembly::ending::kind::escalated));
  BOOST_REQUIRE(!end.causes.empty());
  BOOST_TEST(end.causes.front().reason.find("no printer") != std::string::npos);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_refused_where_its_behavior_does_more_than_return_its_handlers) {
  support::deployed shop;
  shop.add("hasty", [](service<nothing>* self) -> behavior {
    self->publish(counted{"a", 1});
    return {[](const counted&) {}};
  });
  const auto started = shop.try_start(std::make_unique<journal::memory_engine>());
  BOOST_REQUIRE(!started);
  BOOST_TEST(to_string(started.failure()).find("publish() was called by the function") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
