// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "support/deployed.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <stdexcept>

using namespace troupe;

namespace {

struct counted {
  static constexpr event_type type{"numbers.counted", 1};
  std::string key_name;
  int number = 0;
  static constexpr auto key = &counted::key_name;
};
BOOST_DESCRIBE_STRUCT(counted, (), (key_name, number))

struct summed {
  static constexpr event_type type{"numbers.summed", 1};
  std::string key_name;
  long sum = 0;
  static constexpr auto key = &summed::key_name;
};
BOOST_DESCRIBE_STRUCT(summed, (), (key_name, sum))

struct sum_so_far {
  long sum = 0;
  int last = 0;
  bool in_order = true;
};
BOOST_DESCRIBE_STRUCT(sum_so_far, (), (sum, last, in_order))

struct get_sum {
  static constexpr query_type type{"sums.get"};
  using reply = sum_so_far;
  std::string key_name;
  static constexpr auto key = &get_sum::key_name;
};
BOOST_DESCRIBE_STRUCT(get_sum, (), (key_name))

struct tally {
  int seen = 0;
};
BOOST_DESCRIBE_STRUCT(tally, (), (seen))

struct get_tally {
  static constexpr query_type type{"watcher.get"};
  using reply = tally;
};
BOOST_DESCRIBE_STRUCT(get_tally, (), ())

behavior sums(service<sum_so_far>* self) {
  return {[self](const counted& x) {
            auto& so_far = self->state();
            so_far.in_order = so_far.in_order && x.number > so_far.last;
            so_far.last = x.number;
            so_far.sum += x.number;
            self->publish(summed{x.key_name, so_far.sum});
          },
          [](const get_sum&, const service<sum_so_far>& seen) { return seen.state(); }};
}

behavior watcher(service<tally>* self) {
  return {single([self](const summed&) { ++self->state().seen; }),
          [](const get_tally&, const service<tally>& seen) { return seen.state(); }};
}

std::string key_number(int i) {
  return "key-" + std::to_string(i % 7);
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_way_of_an_event)

BOOST_AUTO_TEST_CASE(leads_through_journal_and_bus_to_a_service_and_on_to_the_next) {
  support::deployed shop;
  shop.add("sums", sums);
  shop.add("watcher", watcher);
  shop.start();
  for (int i = 1; i <= 1000; ++i)
    shop.publish(counted{key_number(i), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  long sum = 0;
  for (int k = 0; k < 7; ++k) {
    const auto so_far = shop.ask(get_sum{key_number(k)});
    BOOST_TEST(so_far.in_order);
    sum += so_far.sum;
  }
  BOOST_TEST(sum == 1000 * 1001 / 2);
  BOOST_TEST(shop.ask(get_tally{}).seen == 1000);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_the_same_with_instances) {
  support::deployed shop;
  shop.add("sums", sums).instances = 4;
  shop.add("watcher", watcher);
  shop.start();
  for (int i = 1; i <= 1000; ++i)
    shop.publish(counted{key_number(i), i});
  shop.settle();
  long sum = 0;
  for (int k = 0; k < 7; ++k)
    sum += shop.ask(get_sum{key_number(k)}).sum;
  BOOST_TEST(sum == 1000 * 1001 / 2);
  BOOST_TEST(shop.ask(get_tally{}).seen == 1000);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(survives_crashes_with_every_effect_once_and_keys_in_order) {
  support::deployed shop;
  auto crashes = std::make_shared<std::atomic<int>>(0);
  shop.add("sums", [crashes](service<sum_so_far>* self) -> behavior {
    return {[self, crashes](const counted& x, const delivery& d) {
              auto& so_far = self->state();
              so_far.in_order = so_far.in_order && x.number > so_far.last;
              so_far.last = x.number;
              so_far.sum += x.number;
              self->publish(summed{x.key_name, so_far.sum});
              if (x.number % 10 == 0 && d.attempt == 1) {
                ++*crashes;
                throw std::runtime_error("number " + std::to_string(x.number));
              }
            },
            [](const get_sum&, const service<sum_so_far>& seen) { return seen.state(); }};
  });
  shop.add("watcher", watcher);
  shop.start();
  for (int i = 1; i <= 1000; ++i)
    shop.publish(counted{key_number(i), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(crashes->load() >= 100);
  long sum = 0;
  for (int k = 0; k < 7; ++k) {
    const auto so_far = shop.ask(get_sum{key_number(k)});
    BOOST_TEST(so_far.in_order);
    sum += so_far.sum;
  }
  BOOST_TEST(sum == 1000 * 1001 / 2);
  BOOST_TEST(shop.ask(get_tally{}).seen == 1000);
  BOOST_TEST(shop.running().look().dead_letters == 0);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(ends_with_the_cause_when_a_service_fails_on_everything) {
  support::deployed shop;
  shop.add("sums", [](service<sum_so_far>*) -> behavior {
    return {[](const counted&) { throw std::runtime_error("out of paper"); }};
  });
  shop.start();
  for (int i = 1; i <= 1000; ++i)
    shop.publish(counted{"key-" + std::to_string(i), i});
  const auto end = shop.wait();
  BOOST_TEST((end.what == assembly::ending::kind::escalated));
  BOOST_REQUIRE(!end.causes.empty());
  BOOST_TEST(end.causes.front().reason.find("out of paper") != std::string::npos);
  BOOST_TEST(shop.running().look().dead_letters == 0);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(ends_in_a_dead_letter_when_attempts_run_out) {
  support::deployed shop;
  shop.add("sums", [](service<sum_so_far>* self) -> behavior {
    return {[self](const counted& x) -> outcome {
              if (x.number == 5)
                return retry("the till is jammed");
              self->state().sum += x.number;
              return done();
            },
            [](const get_sum&, const service<sum_so_far>& seen) { return seen.state(); }};
  });
  shop.start();
  for (int i = 1; i <= 10; ++i)
    shop.publish(counted{"one key", i});
  shop.settle();
  BOOST_TEST(shop.ask(get_sum{"one key"}).sum == 50);
  BOOST_TEST(shop.running().look().dead_letters == 1);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
