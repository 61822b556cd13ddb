// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// What a handler saw of a number: which attempt.
struct attempt {
  std::string name;
  int number = 0;
  int which = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(retries)

BOOST_AUTO_TEST_CASE(wait_as_long_as_the_handler_says) {
  support::deployed shop;
  auto& child = shop.add("accounts", [](service<account>* self) -> behavior {
    return {[self](const counted& x, const delivery& d) -> outcome {
              if (d.attempt == 1)
                return retry("the till opens at once", 0ms);
              self->state().sum += x.number;
              return done();
            },
            [](const get_account&, const service<account>& kept) { return kept.state(); }};
  });
  child.retry.delays = {24h, 1, 24h};
  shop.start();
  shop.publish(counted{"one key", 7});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"one key"}).sum == 7);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(are_not_for_an_event_that_has_expired) {
  support::kept_journal kept;
  support::deployed shop;
  auto seen = std::make_shared<notes<std::string>>();
  shop.add("mailing", [seen](service<nothing>*) -> behavior {
    return {[seen](const offer_made& x) { seen->add(x.customer); }};
  });
  shop.start(kept.open());
  const auto now = system_time().now();
  shop.publish(offer_made{"late", now - 1s}, offer_made{"early", now + 24h},
               offer_made{"later", now - 1us});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.stop());
  BOOST_TEST(seen->all() == std::vector<std::string>{"early"}, boost::test_tools::per_element());
  const auto letters = kept.dead_letters();
  BOOST_REQUIRE_EQUAL(letters.size(), 2u);
  for (const auto& each : letters) {
    BOOST_TEST((each.reason == journal::dead_letter_reason::expired));
    BOOST_TEST(each.attempts.empty());
    BOOST_TEST(each.error.find("expired at 2") == 0u);
  }
}

BOOST_AUTO_TEST_CASE(hold_back_their_own_key_and_no_other) {
  support::deployed shop;
  auto seen = std::make_shared<notes<attempt>>();
  auto mended = std::make_shared<std::atomic<bool>>(false);
  auto& child = shop.add("accounts", [seen, mended](service<account>* self) -> behavior {
    return {[self, seen, mended](const counted& x, const delivery& d) -> outcome {
              seen->add({x.name, x.number, d.attempt});
              if (x.name == "jammed" && x.number == 1 && !*mended)
                return retry("the till is jammed");
              self->state().numbers.push_back(x.number);
              return done();
            },
            [](const get_account&, const service<account>& kept) { return kept.state(); }};
  });
  child.retry.attempts = 1'000'000;
  shop.start();
  for (int i = 1; i <= 50; ++i)
    shop.publish(counted{"jammed", i}, counted{"free", i});
  while (shop.ask(get_account{"free"}).numbers.size() < 50)
    std::this_thread::yield();
  BOOST_TEST(shop.ask(get_account{"jammed"}).numbers.empty());
  *mended = true;
  shop.settle();
  std::vector<int> expected;
  for (int i = 1; i <= 50; ++i)
    expected.push_back(i);
  BOOST_TEST(shop.ask(get_account{"jammed"}).numbers == expected);
  // Attempts count from one, each number's own.
  int last = 0;
  for (const auto& each : seen->all())
    if (each.name == "jammed" && each.number == 1)
      BOOST_TEST(each.which == ++last);
    else
      BOOST_TEST(each.which == 1);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(keep_their_attempts_and_their_place_over_a_restart_of_the_deployment) {
  support::kept_journal kept;
  auto seen = std::make_shared<notes<attempt>>();
  for (int round = 0; round < 3; ++round) {
    support::deployed shop;
    auto& child = shop.add("accounts", [seen](service<account>* self) -> behavior {
      return {[self, seen](const counted& x, const delivery& d) -> outcome {
                seen->add({x.name, x.number, d.attempt});
                if (x.number == 1 && d.attempt <= 3)
                  return retry("not yet");
                self->state().numbers.push_back(x.number);
                return done();
              },
              [](const get_account&, const service<account>& so_far) { return so_far.state(); }};
    });
    child.retry.attempts = 10;
    child.retry.delays.first = 20ms;
    shop.start(kept.open());
    if (round == 0)
      for (int i = 1; i <= 5; ++i)
        shop.publish(counted{"a", i});
    if (round == 2) {
      shop.settle();
      BOOST_TEST(shop.ask(get_account{"a"}).numbers == (std::vector<int>{1, 2, 3, 4, 5}));
    } else {
      BOOST_TEST(seen->wait_for(static_cast<std::size_t>(round) + 1));
    }
    BOOST_TEST(shop.stop());
  }
  std::vector<int> attempts;
  for (const auto& each : seen->all())
    if (each.number == 1)
      attempts.push_back(each.which);
  BOOST_TEST(attempts == (std::vector<int>{1, 2, 3, 4}));
  BOOST_TEST(kept.subscription("accounts").parked == 0u);
}

BOOST_AUTO_TEST_CASE(are_spent_by_what_failed_and_not_by_what_was_interrupted) {
  support::kept_journal kept;
  auto seen = std::make_shared<notes<attempt>>();
  support::deployed shop;
  shop.what.tree.strategy = deploy::strategies::one_for_all;
  shop.what.tree.intensity = 1000;
  auto& child = shop.add("accounts", [seen](service<account>* self) -> behavior {
    return {[self, seen](const counted& x, const delivery& d) {
              seen->add({x.name, x.number, d.attempt});
              self->state().numbers.push_back(x.number);
            },
            [](const get_account&, const service<account>& so_far) { return so_far.state(); }};
  });
  child.retry.attempts = 2;
  // Its sibling crashes all the time and takes it down with it.
  shop.add("clumsy", [](service<nothing>*) -> behavior {
    return {[](const summed&, const delivery& d) {
      if (d.sequence % 3 == 0 && d.attempt == 1)
        throw std::runtime_error("clumsy");
    }};
  });
  shop.start(kept.open());
  for (int i = 1; i <= 300; ++i)
    shop.publish(counted{"key-" + std::to_string(i % 3), i}, summed{std::to_string(i), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  for (const auto& each : seen->all())
    BOOST_TEST(each.which == 1);
  std::size_t count = 0;
  for (int k = 0; k < 3; ++k) {
    const auto numbers = shop.ask(get_account{"key-" + std::to_string(k)}).numbers;
    BOOST_TEST(std::is_sorted(numbers.begin(), numbers.end()));
    count += numbers.size();
  }
  BOOST_TEST(count == 300u);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(of_many_keys_and_instances_end_with_everything_once_and_in_order) {
  support::kept_journal kept;
  support::deployed shop;
  auto& child = shop.add("accounts", [](service<account>* self) -> behavior {
    return {[self](const counted& x, const delivery& d) -> outcome {
              self->state().numbers.push_back(x.number);
              self->publish(summed{x.name, x.number});
              const auto luck = std::hash<std::string>{}(x.name + std::to_string(x.number));
              if (static_cast<int>(luck % 4) >= d.attempt) {
                if (luck % 8 == 3)
                  throw std::runtime_error("bad luck");
                return retry("bad luck");
              }
              return done();
            },
            [](const get_account&, const service<account>& so_far) { return so_far.state(); }};
  });
  child.instances = 3;
  child.credit = 4;
  child.retry.attempts = 5;
  shop.what.limits.catch_up = 20;
  shop.what.tree.intensity = 10;
  shop.start(kept.open());
  for (int i = 0; i < 2000; ++i)
    shop.publish(counted{"key-" + std::to_string(i % 30), i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  std::size_t count = 0;
  for (int k = 0; k < 30; ++k) {
    const auto numbers = shop.ask(get_account{"key-" + std::to_string(k)}).numbers;
    BOOST_TEST(std::is_sorted(numbers.begin(), numbers.end()));
    count += numbers.size();
  }
  BOOST_TEST(count == 2000u);
  BOOST_TEST(kept.events("numbers.summed").size() == 2000u);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(kept.subscription("accounts").parked == 0u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
