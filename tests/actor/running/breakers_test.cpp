// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// What a service stands on: a till that is jammed or not. Shared with its handlers.
struct till {
  std::atomic<bool> jammed{true};
  std::atomic<bool> crashes{false};
  notes<std::string> tried; ///< "a 1", name and attempt
};

/// A service that works at it, and whose breaker opens after five failures in a row.
deploy::service& add_cashier(support::deployed& shop, const std::shared_ptr<till>& at) {
  auto& child = shop.add("cashier", [at](service<account>* self) -> behavior {
    return {[self, at](const counted& x, const delivery& d) -> outcome {
              at->tried.add(x.name + ' ' + std::to_string(d.attempt));
              if (x.number < 0)
                return reject("there are no such coins");
              if (at->jammed && at->crashes)
                throw std::runtime_error("the till is jammed");
              if (at->jammed)
                return retry("the till is jammed");
              self->state().numbers.push_back(x.number);
              return done();
            },
            [at](const glanced& x) { at->tried.add(x.name + " in passing"); },
            [](const get_account&, const service<account>& kept) { return kept.state(); }};
  });
  child.retry.attempts = 100;
  child.breaker =
      breaker_policy{.failures = 5, .share = 0, .pause = 30ms, .factor = 2, .max = 60ms};
  return child;
}

std::size_t lines_with(const support::deployed& shop, const std::string& text) {
  const auto lines = shop.lines();
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const auto& x) {
    return x.find(text) != std::string::npos;
  }));
}

std::string name_of(int key) {
  return "key-" + std::to_string(key);
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_breaker_of_a_service)

BOOST_AUTO_TEST_CASE(lets_only_probes_spend_attempts_while_it_is_open) {
  support::kept_journal kept;
  support::deployed shop;
  const auto at = std::make_shared<till>();
  add_cashier(shop, at);
  shop.start(kept.open());
  for (int i = 0; i < 200; ++i)
    shop.publish(counted{name_of(i), i});
  BOOST_TEST(at->tried.wait_for(5 + 6)); // It opened, and six probes failed.
  at->jammed = false;
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  for (int i = 0; i < 200; ++i)
    BOOST_TEST(shop.ask(get_account{name_of(i)}).numbers == std::vector<int>{i},
               boost::test_tools::per_element());
  const auto failed = at->tried.all().size() - 200;
  const auto probes = lines_with(shop, "the probe failed");
  BOOST_TEST(lines_with(shop, "cashier: breaker opens: 5 failures in a row, the last: the till is "
                              "jammed; nothing is tried but a probe in 30ms") == 1u);
  BOOST_TEST(lines_with(shop, "cashier: breaker closes") == 1u);
  BOOST_TEST(probes > 0u); // As far as the log shows them.
  BOOST_TEST(failed >= 5 + probes);
  // What failed in a row was of keys of their own: none was tried twice before others.
  const auto tried = at->tried.all();
  BOOST_TEST(std::set<std::string>(tried.begin(), tried.begin() + 5).size() == 5u);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_open_for_all_instances) {
  support::kept_journal kept;
  support::deployed shop;
  const auto at = std::make_shared<till>();
  auto& child = add_cashier(shop, at);
  child.instances = 4;
  child.breaker->pause = child.breaker->max = 1h;
  shop.start(kept.open());
  for (int i = 0; i < 400; ++i)
    shop.publish(counted{name_of(i), i});
  BOOST_TEST(at->tried.wait_for(5));
  while (lines_with(shop, "breaker opens") == 0)
    std::this_thread::yield();
  BOOST_TEST(shop.stop());
  // Three instances may have been with a handler when the fourth opened it.
  BOOST_TEST(at->tried.all().size() <= 5u + 3u);
  // What they had in hand has spent nothing.
  const auto tried = at->tried.all();
  BOOST_TEST(std::all_of(tried.begin(), tried.end(), [](const std::string& x) {
    return x.ends_with(" 1") || x.ends_with(" 2");
  }));
}

BOOST_AUTO_TEST_CASE(is_opened_by_crashes_and_outlives_the_instance) {
  support::kept_journal kept;
  support::deployed shop;
  const auto at = std::make_shared<till>();
  add_cashier(shop, at);
  at->crashes = true;
  shop.start(kept.open());
  for (int i = 0; i < 50; ++i)
    shop.publish(counted{name_of(i), i});
  BOOST_TEST(at->tried.wait_for(5 + 3));
  at->jammed = false;
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  for (int i = 0; i < 50; ++i)
    BOOST_TEST(shop.ask(get_account{name_of(i)}).numbers.size() == 1u);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_not_opened_by_what_is_rejected) {
  support::kept_journal kept;
  support::deployed shop;
  const auto at = std::make_shared<till>();
  at->jammed = false;
  add_cashier(shop, at);
  shop.start(kept.open());
  for (int i = 0; i < 50; ++i)
    shop.publish(counted{name_of(i), -1});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(kept.dead_letters().size() == 50u);
  BOOST_TEST(lines_with(shop, "breaker") == 0u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(does_not_hold_up_what_skips_the_journal) {
  support::deployed shop;
  shop.what.topics["numbers.glanced"].transient = true;
  const auto at = std::make_shared<till>();
  auto& child = add_cashier(shop, at);
  child.breaker->pause = child.breaker->max = 1h;
  shop.start();
  for (int i = 0; i < 10; ++i)
    shop.publish(counted{name_of(i), i});
  while (lines_with(shop, "breaker opens") == 0)
    std::this_thread::yield();
  const auto before = at->tried.all().size();
  for (int i = 0; i < 10; ++i)
    shop.publish(glanced{name_of(i), i});
  BOOST_TEST(at->tried.wait_for(before + 10));
  const auto tried = at->tried.all();
  BOOST_TEST(tried.back() == "key-9 in passing");
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_closed_at_the_start_of_the_next_run_which_finds_what_waits) {
  support::kept_journal kept;
  const auto at = std::make_shared<till>();
  {
    support::deployed shop;
    auto& child = add_cashier(shop, at);
    child.breaker->pause = child.breaker->max = 1h;
    shop.start(kept.open());
    for (int i = 0; i < 20; ++i)
      shop.publish(counted{name_of(i), i});
    while (lines_with(shop, "breaker opens") == 0)
      std::this_thread::yield();
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(at->tried.all().size() == 5u);
  at->jammed = false;
  support::deployed shop;
  add_cashier(shop, at);
  shop.start(kept.open());
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  for (int i = 0; i < 20; ++i)
    BOOST_TEST(shop.ask(get_account{name_of(i)}).numbers.size() == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_not_taken_for_idle_while_something_waits) {
  support::deployed shop;
  const auto at = std::make_shared<till>();
  auto& child = add_cashier(shop, at);
  child.breaker->pause = child.breaker->max = 1h;
  shop.start();
  for (int i = 0; i < 20; ++i)
    shop.publish(counted{name_of(i), i});
  while (lines_with(shop, "breaker opens") == 0)
    std::this_thread::yield();
  shop.running().end_when_idle();
  BOOST_TEST(!shop.running().wait(300ms).has_value());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
