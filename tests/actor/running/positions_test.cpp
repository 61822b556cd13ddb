// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <future>
#include <numeric>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;
using control::state_fate;
using control::subscription_verb;

namespace {

/// A deployment whose subscriptions are changed while it runs.
class moved_shop : public support::deployed {
public:
  result<control::subscription_changed> change(subscription_verb how, const std::string& id) {
    return wait_for<control::subscription_changed>([&](auto then) {
      running().change(control::change_subscription{how, id}, std::move(then));
    });
  }
  result<control::subscription_sought> seek(const std::string& id, const std::string& to,
                                            state_fate states = state_fate::unsaid,
                                            bool effects = false) {
    return wait_for<control::subscription_sought>([&](auto then) {
      running().seek({id, *parse_starting_point(to), states, effects}, std::move(then));
    });
  }
  bool says(const std::string& part) const {
    const auto all = lines();
    return std::any_of(all.begin(), all.end(), [&](const std::string& line) {
      return line.find(part) != std::string::npos;
    });
  }

private:
  template <class Value, class Ask>
  result<Value> wait_for(Ask ask) {
    const auto answer = std::make_shared<std::promise<result<Value>>>();
    auto said = answer->get_future();
    ask([answer](result<Value> x) { answer->set_value(std::move(x)); });
    BOOST_REQUIRE((said.wait_for(60s) == std::future_status::ready));
    return said.get();
  }
};

std::vector<int> from_to(int first, int last) {
  std::vector<int> all(static_cast<std::size_t>(last - first + 1));
  std::iota(all.begin(), all.end(), first);
  return all;
}

void publish_some(support::deployed& shop, int first, int last) {
  for (int i = first; i <= last; ++i)
    shop.publish(counted{"key-" + std::to_string(i % 7), i});
}

/// What the accounts hold, of all keys, in order; of each key it must be in order already.
std::vector<int> held_by(support::deployed& shop) {
  std::vector<int> all;
  for (int key = 0; key < 7; ++key) {
    const auto numbers = shop.ask(get_account{"key-" + std::to_string(key)}).numbers;
    BOOST_TEST(std::is_sorted(numbers.begin(), numbers.end()));
    all.insert(all.end(), numbers.begin(), numbers.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::size_t sums_in(support::kept_journal& kept) {
  return kept.events("numbers.summed").size();
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_paused_subscription)

BOOST_AUTO_TEST_CASE(delivers_nothing_until_it_is_resumed_and_nobody_waits_for_it) {
  support::kept_journal kept;
  {
    moved_shop shop;
    shop.add("accounts", accounts);
    shop.start(kept.open());
    publish_some(shop, 1, 20);
    shop.settle();
    BOOST_TEST(!shop.change(subscription_verb::pause, "accounts")->was_so);
    BOOST_TEST(shop.change(subscription_verb::pause, "accounts")->was_so);
    publish_some(shop, 21, 40);
    BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
    BOOST_TEST(held_by(shop) == from_to(1, 20));
    BOOST_TEST(shop.says("accounts: is paused, so nobody waits for it"));
    BOOST_TEST(shop.stop());
  }
  moved_shop shop;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(held_by(shop) == from_to(1, 20));
  BOOST_TEST(shop.change(subscription_verb::resume, "accounts").has_value());
  shop.settle();
  BOOST_TEST(held_by(shop) == from_to(1, 40));
  BOOST_TEST(sums_in(kept) == 40u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(keeps_parked_deliveries_waiting) {
  moved_shop shop;
  const auto mended = std::make_shared<std::atomic<bool>>(false);
  const auto tries = std::make_shared<notes<int>>();
  auto& child = shop.add("accounts", [mended, tries](service<account>* self) -> behavior {
    return {[self, mended, tries](const counted& x) -> outcome {
              tries->add(x.number);
              if (!*mended)
                return retry("not yet");
              self->state().numbers.push_back(x.number);
              return done();
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  child.retry.attempts = 100'000;
  shop.start();
  shop.publish(counted{"key-1", 1});
  BOOST_REQUIRE(tries->wait_for(3));
  BOOST_REQUIRE(shop.change(subscription_verb::pause, "accounts"));
  shop.publish(counted{"key-1", 2});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  *mended = true;
  BOOST_TEST(held_by(shop).empty());
  BOOST_REQUIRE(shop.change(subscription_verb::resume, "accounts"));
  shop.settle();
  BOOST_TEST(held_by(shop) == from_to(1, 2));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(must_be_one_of_a_service_that_handles_events) {
  moved_shop shop;
  shop.add("accounts", accounts);
  shop.start();
  shop.settle();
  const auto none = shop.change(subscription_verb::pause, "acounts");
  BOOST_REQUIRE(!none);
  BOOST_TEST((none.failure().code == ec::not_found));
  BOOST_TEST(none.failure().what.find("accounts") != std::string::npos, none.failure().what);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_subscription_that_is_sent_elsewhere)

BOOST_AUTO_TEST_CASE(reads_the_past_again_into_states_that_are_made_anew_and_publishes_nothing) {
  for (const int instances : {1, 4}) {
    support::kept_journal kept;
    moved_shop shop;
    shop.add("accounts", accounts).instances = instances;
    shop.start(kept.open());
    publish_some(shop, 1, 500);
    shop.settle();
    const auto told = shop.seek("accounts", "beginning", state_fate::reset);
    BOOST_REQUIRE_MESSAGE(told, (told ? "" : to_string(told.failure())));
    BOOST_TEST(told->from >= 500u);
    BOOST_TEST(told->to == 0u);
    BOOST_TEST(told->child == "running");
    publish_some(shop, 501, 600);
    shop.settle();
    BOOST_TEST(held_by(shop) == from_to(1, 600));
    BOOST_TEST(sums_in(kept) == 600u);
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(goes_back_only_where_it_is_said_what_becomes_of_its_states) {
  support::kept_journal kept;
  moved_shop shop;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  publish_some(shop, 1, 10);
  shop.settle();
  const auto refused = shop.seek("accounts", "1");
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.failure().code == ec::invalid));
  for (const auto* part : {"--reset-state", "--keep-state", "go back"})
    BOOST_TEST(refused.failure().what.find(part) != std::string::npos, refused.failure().what);
  publish_some(shop, 11, 11);
  shop.settle();
  BOOST_TEST(held_by(shop) == from_to(1, 11));
  // Over what is kept, all comes twice; said so, with its effects.
  BOOST_REQUIRE(shop.seek("accounts", "beginning", state_fate::keep, true));
  shop.settle();
  BOOST_TEST((shop.ask(get_account{"key-1"}).numbers == std::vector<int>{1, 8, 1, 8}));
  BOOST_TEST(sums_in(kept) == 22u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(charges_what_it_reads_anew_for_no_attempt_of_before) {
  support::kept_journal kept;
  moved_shop shop;
  const auto door = std::make_shared<gate>();
  const auto hung = std::make_shared<std::atomic<bool>>(false);
  auto& child = shop.add("accounts", [door, hung](service<account>* self) -> behavior {
    return {[self, door, hung](const counted& x) {
              if (x.number == 13 && !hung->exchange(true))
                door->pass();
              self->state().numbers.push_back(x.number);
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  child.handler_timeout = 100ms;
  child.handler_grace = 100ms;
  child.retry.timeout.attempts = 1;
  shop.start(kept.open());
  shop.publish(counted{"b", 1});
  shop.settle();
  shop.publish(counted{"a", 13});
  BOOST_REQUIRE(door->wait_for_visitors(1));
  BOOST_REQUIRE(shop.change(subscription_verb::pause, "accounts"));
  const auto limit = system_time().elapsed() + 30s;
  while (!shop.says("has spent an attempt") && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_REQUIRE(shop.says("has spent an attempt"));
  BOOST_REQUIRE(shop.seek("accounts", "beginning", state_fate::reset));
  door->open();
  BOOST_REQUIRE(shop.change(subscription_verb::resume, "accounts"));
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == std::vector<int>{13});
  BOOST_TEST(kept.dead_letters().empty());
  while (shop.running().tree().abandoned() != 0 && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(skips_what_lies_between) {
  moved_shop shop;
  shop.add("accounts", accounts);
  shop.start();
  publish_some(shop, 1, 10);
  shop.settle();
  BOOST_REQUIRE(shop.change(subscription_verb::pause, "accounts"));
  publish_some(shop, 11, 20);
  shop.settle();
  const auto told = shop.seek("accounts", "now");
  BOOST_REQUIRE(told);
  BOOST_TEST(told->to > told->from);
  BOOST_REQUIRE(shop.change(subscription_verb::resume, "accounts"));
  publish_some(shop, 21, 30);
  shop.settle();
  auto expected = from_to(1, 10);
  for (const int x : from_to(21, 30))
    expected.push_back(x);
  BOOST_TEST(held_by(shop) == expected);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(loses_and_doubles_nothing_under_traffic_however_often) {
  for (const int instances : {1, 3}) {
    support::kept_journal kept;
    moved_shop shop;
    auto& child = shop.add("accounts", accounts);
    child.instances = instances;
    child.credit = 16;
    shop.what.limits.catch_up = 20;
    shop.start(kept.open());
    publish_some(shop, 1, 1);
    shop.settle();
    std::thread traffic{[&] { publish_some(shop, 2, 3000); }};
    for (int i = 0; i < 12; ++i) {
      const auto told = shop.seek("accounts", i % 3 == 0 ? "beginning" : "1", state_fate::reset);
      BOOST_TEST(told.has_value(), (told ? "" : to_string(told.failure())));
    }
    traffic.join();
    shop.settle();
    BOOST_TEST(held_by(shop) == from_to(1, 3000));
    BOOST_TEST(sums_in(kept) == 3000u);
    BOOST_TEST(shop.running().doings().crashes == 0u);
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(tells_its_handlers_what_comes_again_and_leaves_dead_letters_out) {
  support::kept_journal kept;
  moved_shop shop;
  auto seen = std::make_shared<notes<std::string>>();
  shop.add("ears", [seen](service<nothing>* self) -> behavior {
    return {[self, seen](const counted& x, const delivery& d) -> outcome {
      seen->add(std::to_string(x.number) + (d.replay ? " again" : ""));
      self->publish_after(1h, summed{x.name, 0});
      return x.number == 2 ? reject("never") : done();
    }};
  });
  shop.start(kept.open());
  publish_some(shop, 1, 3);
  shop.settle();
  BOOST_REQUIRE(shop.seek("ears", "beginning", state_fate::keep));
  publish_some(shop, 4, 4);
  shop.settle();
  BOOST_TEST((seen->all() == std::vector<std::string>{"1", "2", "3", "1 again", "3 again", "4"}));
  BOOST_TEST(journal::trial::value_of(kept.look()->timer_count()) == 3u);
  BOOST_TEST(kept.dead_letters().size() == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(stays_down_where_somebody_had_terminated_its_child) {
  support::kept_journal kept;
  {
    moved_shop shop;
    shop.add("accounts", accounts);
    shop.start(kept.open());
    publish_some(shop, 1, 5);
    shop.settle();
    std::promise<void> down;
    shop.running().change(control::change_child{control::child_verb::terminate, "accounts"},
                          [&](auto) { down.set_value(); });
    down.get_future().wait();
    const auto told = shop.seek("accounts", "beginning", state_fate::reset);
    BOOST_REQUIRE(told);
    BOOST_TEST(told->child == "down");
    BOOST_TEST(held_by(shop).empty());
    BOOST_TEST(shop.stop());
  }
  moved_shop shop;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(held_by(shop) == from_to(1, 5));
  BOOST_TEST(sums_in(kept) == 5u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_subscription_that_no_child_has)

BOOST_AUTO_TEST_CASE(is_deleted_and_none_that_has_one) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.add("accounts", accounts);
    shop.start(kept.open());
    publish_some(shop, 1, 5);
    shop.settle();
    BOOST_TEST(shop.stop());
  }
  {
    moved_shop shop;
    shop.add("others", accounts).start = deploy::starts::now;
    shop.start(kept.open());
    const auto refused = shop.change(subscription_verb::forget, "others");
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.failure().code == ec::invalid));
    const auto gone = shop.change(subscription_verb::forget, "accounts");
    BOOST_REQUIRE(gone);
    BOOST_TEST(gone->position >= 5u);
    BOOST_TEST(!shop.change(subscription_verb::forget, "accounts"));
    BOOST_TEST(shop.stop());
  }
  // Its id is new to the journal again.
  support::deployed shop;
  shop.add("accounts", accounts);
  BOOST_TEST(!shop.try_start(kept.open()));
}

BOOST_AUTO_TEST_SUITE_END()
