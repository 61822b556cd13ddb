// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <stdexcept>

using namespace troupe;
using namespace troupe::trial;

namespace {

struct tally {
  int seen = 0;
};
BOOST_DESCRIBE_STRUCT(tally, (), (seen))

struct get_tally {
  static constexpr query_type type{"watcher.get"};
  using reply = tally;
};
BOOST_DESCRIBE_STRUCT(get_tally, (), ())

behavior watcher(service<tally>* self) {
  return {single([self](const summed&) { ++self->state().seen; }),
          [](const get_tally&, const service<tally>& seen) { return seen.state(); }};
}

std::string key_number(int i) {
  return "key-" + std::to_string(i % 7);
}

/// The sum of all keys, each of which was handled in order and nothing twice.
long sum_in_order(support::deployed& shop) {
  long sum = 0;
  for (int k = 0; k < 7; ++k) {
    const auto seen = shop.ask(get_account{key_number(k)});
    const auto& all = seen.numbers;
    BOOST_TEST((std::adjacent_find(all.begin(), all.end(), std::greater_equal<>{}) == all.end()));
    sum += seen.sum;
  }
  return sum;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_way_of_an_event)

BOOST_AUTO_TEST_CASE(leads_through_journal_and_bus_to_a_service_and_on_to_the_next) {
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.add("watcher", watcher);
  shop.start();
  for (int i = 1; i <= 1000; ++i)
    shop.publish(counted{key_number(i), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(sum_in_order(shop) == 1000 * 1001 / 2);
  BOOST_TEST(shop.ask(get_tally{}).seen == 1000);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_the_same_with_instances) {
  support::deployed shop;
  shop.add("accounts", accounts).instances = 4;
  shop.add("watcher", watcher);
  shop.start();
  for (int i = 1; i <= 1000; ++i)
    shop.publish(counted{key_number(i), i});
  shop.settle();
  BOOST_TEST(sum_in_order(shop) == 1000 * 1001 / 2);
  BOOST_TEST(shop.ask(get_tally{}).seen == 1000);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(survives_crashes_with_every_effect_once_and_keys_in_order) {
  support::deployed shop;
  auto crashes = std::make_shared<std::atomic<int>>(0);
  shop.add("accounts", [crashes](service<account>* self) -> behavior {
    return {[self, crashes](const counted& x, const delivery& d) {
              self->state().numbers.push_back(x.number);
              self->state().sum += x.number;
              self->publish(summed{x.name, self->state().sum});
              if (x.number % 10 == 0 && d.attempt == 1) {
                ++*crashes;
                throw std::runtime_error("number " + std::to_string(x.number));
              }
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  shop.add("watcher", watcher);
  shop.start();
  for (int i = 1; i <= 1000; ++i)
    shop.publish(counted{key_number(i), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(crashes->load() >= 100);
  BOOST_TEST(sum_in_order(shop) == 1000 * 1001 / 2);
  BOOST_TEST(shop.ask(get_tally{}).seen == 1000);
  BOOST_TEST(shop.running().look().dead_letters == 0);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(ends_with_the_cause_when_a_service_fails_on_everything) {
  support::deployed shop;
  shop.add("accounts",
           [](service<account>*) -> behavior {
             return {[](const counted&) { throw std::runtime_error("out of paper"); }};
           })
      .retry.delays.first = std::chrono::hours{1}; // So that none runs out of its attempts.
  shop.start();
  std::vector<outgoing> all;
  for (int i = 1; i <= 1000; ++i)
    all.push_back(encode(counted{"key-" + std::to_string(i), i}));
  shop.publish_encoded(std::move(all));
  const auto end = shop.wait();
  BOOST_TEST((end.what == assembly::ending::kind::escalated));
  BOOST_REQUIRE(!end.causes.empty());
  BOOST_TEST(end.causes.front().reason.find("out of paper") != std::string::npos);
  BOOST_TEST(shop.running().look().dead_letters == 0);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(ends_in_a_dead_letter_when_attempts_run_out) {
  support::deployed shop;
  shop.add("accounts", [](service<account>* self) -> behavior {
    return {[self](const counted& x) -> outcome {
              if (x.number == 5)
                return retry("the till is jammed");
              self->state().sum += x.number;
              return done();
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  shop.start();
  for (int i = 1; i <= 10; ++i)
    shop.publish(counted{"one key", i});
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"one key"}).sum == 50);
  BOOST_TEST(shop.running().look().dead_letters == 1);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(an_event_from_outside)

BOOST_AUTO_TEST_CASE(is_refused_with_all_beside_it_where_it_is_larger_than_the_limit) {
  support::kept_journal kept;
  support::deployed shop;
  shop.what.limits.payload = 100;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  const auto taken = shop.running().publish(
      {encode(counted{"a", 1}), encode(counted{std::string(100, 'x'), 2})}, {});
  BOOST_REQUIRE(!taken);
  BOOST_TEST(taken.failure().what.find("limits.payload is 100") != std::string::npos);
  shop.settle();
  BOOST_TEST(kept.events("numbers.counted").empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
