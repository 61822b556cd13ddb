// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "service/fence.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// So that a test is quick, and an ordinary handler on a busy machine still in time.
void hurry(deploy::service& child) {
  child.handler_timeout = 250ms;
  child.handler_grace = 250ms;
}

template <class F>
void wait_until(F is_so) {
  const auto limit = system_time().elapsed() + 30s;
  while (!is_so() && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_REQUIRE(is_so());
}

/// Those that were left behind have come back, and their instances have ended.
void come_back(support::deployed& shop, gate& door) {
  door.open();
  wait_until(
      [&] { return shop.running().zombies().empty() && shop.running().tree().abandoned() == 0; });
}

/// Writes numbers down; hangs in the first attempts at 13 until the door is opened.
auto hanging(std::shared_ptr<gate> door, int attempts = 1) {
  return [door, attempts](service<account>* self) -> behavior {
    return {[self, door, attempts](const counted& x, const delivery& d) {
              if (x.number == 13 && d.attempt <= attempts)
                door->pass();
              self->state().numbers.push_back(x.number);
              self->publish(summed{x.name, x.number});
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  };
}

behavior glancers(service<account>* self) {
  return {[self](const glanced& x) { self->publish(summed{x.name, x.number}); }};
}

/// For one that is left with its handlers: it is never destroyed, as its process would end by
/// `_exit`.
support::deployed& left_to_the_end() {
  static std::vector<support::deployed*> all;
  all.push_back(new support::deployed);
  return *all.back();
}

bool has_line(const support::deployed& shop, const std::string& text) {
  const auto lines = shop.lines();
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.find(text) != std::string::npos; });
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_handler_that_is_left_behind)

BOOST_AUTO_TEST_CASE(changes_nothing_when_it_writes_and_publishes_after_the_takeover) {
  for (const auto thread : {deploy::thread_uses::pool, deploy::thread_uses::own}) {
    support::kept_journal kept;
    const auto door = std::make_shared<gate>();
    const auto caught = std::make_shared<notes<std::string>>();
    support::deployed shop;
    auto& child = shop.add("accounts", [door, caught](service<account>* self) -> behavior {
      return {[=](const counted& x, const delivery& d) {
                auto& mine = self->state();
                mine.numbers.push_back(x.number);
                if (x.number == 13 && d.attempt == 1) {
                  door->pass();
                  mine.numbers.push_back(999);
                  for (const auto& late : std::vector<std::function<void()>>{
                           [&] { self->state().numbers.push_back(998); },
                           [&] {
                             self->publish(summed{x.name, 997});
                           },
                           [&] { self->forget(); }})
                    try {
                      late();
                      caught->add("nothing");
                    } catch (const left_behind&) {
                      caught->add("left behind");
                    }
                  return;
                }
                self->publish(summed{x.name, x.number});
              },
              [](const get_account&, const service<account>& seen) { return seen.state(); }};
    });
    hurry(child);
    child.thread = thread;
    shop.start(kept.open());
    for (int i = 11; i <= 15; ++i)
      shop.publish(counted{"a", i});
    BOOST_REQUIRE(door->wait_for_visitors(1));
    BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
    BOOST_TEST(shop.running().zombies().size() == 1u);
    BOOST_TEST(shop.running().tree().abandoned() == 1u);
    door->open();
    BOOST_REQUIRE(caught->wait_for(3));
    for (const auto& each : caught->all())
      BOOST_TEST(each == "left behind");
    come_back(shop, *door);
    BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
    BOOST_TEST(shop.ask(get_account{"a"}).numbers == (std::vector<int>{11, 12, 13, 14, 15}));
    BOOST_TEST(kept.events("numbers.summed").size() == 5u);
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(has_spent_an_attempt_and_its_budget_is_not_touched) {
  support::kept_journal kept;
  const auto door = std::make_shared<gate>();
  support::deployed shop;
  shop.what.tree.intensity = 0;
  hurry(shop.add("accounts", hanging(door)));
  shop.start(kept.open());
  shop.publish(counted{"a", 13}, counted{"a", 14}, counted{"b", 1});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == (std::vector<int>{13, 14}));
  BOOST_TEST(shop.ask(get_account{"b"}).numbers == std::vector<int>{1});
  BOOST_TEST(shop.running().doings().failed_attempts == 1u);
  BOOST_TEST(shop.running().doings().left_behind == 1u);
  BOOST_TEST(
      has_line(shop, "accounts: has not returned from handling numbers.counted a (sequence "));
  BOOST_TEST(has_line(shop, "; the delivery has spent an attempt"));
  come_back(shop, *door);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(makes_a_dead_letter_at_the_second_timeout) {
  support::kept_journal kept;
  const auto door = std::make_shared<gate>();
  support::deployed shop;
  auto& child = shop.add("accounts", hanging(door, 100));
  hurry(child);
  child.retry.attempts = 9;
  shop.start(kept.open());
  shop.publish(counted{"a", 12}, counted{"a", 13}, counted{"a", 14});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == (std::vector<int>{12, 14}));
  const auto letters = kept.dead_letters();
  BOOST_TEST_REQUIRE(letters.size() == 1u);
  BOOST_TEST_REQUIRE(letters[0].attempts.size() == 2u);
  for (const auto& each : letters[0].attempts)
    BOOST_TEST((each.why == journal::failure::timeout));
  BOOST_TEST(letters[0].error.find("the handler did not return within ") == 0u);
  BOOST_TEST(shop.running().zombies().size() == 2u);
  come_back(shop, *door);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(gives_its_thread_back_to_the_pool) {
  support::kept_journal kept;
  const auto door = std::make_shared<gate>();
  support::deployed shop;
  const auto count = static_cast<int>(std::max(2u, std::thread::hardware_concurrency())) + 1;
  shop.what.limits.zombies = count;
  for (int i = 0; i < count; ++i)
    hurry(shop.add("hanging-" + std::to_string(i), hanging(door)));
  shop.add("of-the-pool", glancers);
  shop.add("on-its-own", glancers).thread = deploy::thread_uses::own;
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  // So many handlers hang at a time; the last one's turn comes when a thread has been replaced.
  BOOST_REQUIRE(door->wait_for_visitors(count - 1));
  shop.publish(glanced{"b", 1});
  wait_until([&] { return !kept.events("numbers.summed").empty(); });
  BOOST_REQUIRE(door->wait_for_visitors(count));
  wait_until([&] { return shop.running().zombies().size() == static_cast<std::size_t>(count); });
  for (int i = 0; i < 100; ++i)
    shop.publish(glanced{"b", i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(kept.events("numbers.summed").size() == 202u + static_cast<std::size_t>(count));
  come_back(shop, *door);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(ends_the_program_where_there_are_too_many) {
  support::kept_journal kept;
  const auto door = std::make_shared<gate>();
  auto& shop = left_to_the_end();
  shop.what.limits.zombies = 1;
  shop.what.limits.stop = 500ms;
  for (int i = 0; i < 2; ++i)
    hurry(shop.add("hanging-" + std::to_string(i), hanging(door)));
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  const auto ended = shop.wait();
  BOOST_TEST((ended.what == assembly::ending::kind::too_many_zombies));
  BOOST_TEST_REQUIRE(ended.failure.has_value());
  BOOST_TEST(ended.failure->what.find("2 handlers were left behind and have not returned, and "
                                      "limits.zombies is 1: ") == 0u);
  BOOST_TEST(!shop.running().stop());
  door->open();
  BOOST_REQUIRE(door->wait_for_passed(2));
}

BOOST_AUTO_TEST_CASE(makes_the_service_fail_when_many_different_events_in_a_row_hang_it) {
  support::kept_journal kept;
  const auto door = std::make_shared<gate>();
  auto& shop = left_to_the_end();
  shop.what.tree.intensity = 0;
  shop.what.limits.crashes = 2;
  auto& child = shop.add("accounts", [door](service<account>*) -> behavior {
    return {[door](const counted&) { door->pass(); }};
  });
  hurry(child);
  shop.start(kept.open());
  // Together, or the first would be tried again before there is another.
  std::vector<outgoing> all;
  for (int i = 0; i < 5; ++i)
    all.push_back(encode(counted{"abcde" + std::to_string(i), i}));
  shop.publish_encoded(std::move(all));
  const auto ended = shop.wait();
  BOOST_TEST((ended.what == assembly::ending::kind::escalated));
  BOOST_TEST_REQUIRE(!ended.causes.empty());
  BOOST_TEST(ended.causes.front().reason.find("did not return from handling numbers.counted") ==
             0u);
  BOOST_TEST(shop.running().doings().left_behind == 3u);
  // Its supervisor has ended, so nobody would see it come back.
  BOOST_TEST(!shop.running().stop());
  door->open();
}

BOOST_AUTO_TEST_CASE(is_an_ordinary_failure_where_a_source_does_not_return) {
  support::kept_journal kept;
  const auto door = std::make_shared<gate>();
  const auto first = std::make_shared<std::atomic<bool>>(true);
  support::deployed shop;
  hurry(shop.add("intake", [=](service<account>* self) -> behavior {
    return {pull([=](std::size_t) {
      if (first->exchange(false))
        door->pass();
      self->publish(counted{"a", 1});
      return progress::end();
    })};
  }));
  shop.add("accounts", accounts);
  shop.start(kept.open());
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == std::vector<int>{1});
  BOOST_TEST(shop.running().doings().restarts == 1u);
  BOOST_TEST(has_line(shop, "did not return from bringing events in"));
  come_back(shop, *door);
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.events("numbers.counted").size() == 1u);
}

BOOST_AUTO_TEST_CASE(is_a_failed_start_where_on_start_does_not_return) {
  const auto door = std::make_shared<gate>();
  auto& shop = left_to_the_end();
  hurry(shop.add("accounts", [door](service<account>*) -> behavior {
    return {on_start([door] { door->pass(); }), [](const counted&) {}};
  }));
  shop.start();
  const auto ended = shop.wait();
  BOOST_TEST((ended.what == assembly::ending::kind::escalated));
  BOOST_TEST(ended.causes.front().reason.find("did not return from on_start within ") == 0u);
  // Its supervisor has ended, so nobody would see it come back.
  BOOST_TEST(!shop.running().stop());
  door->open();
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_handler_that_is_only_late)

BOOST_AUTO_TEST_CASE(is_reported_and_counts_as_any_other) {
  support::kept_journal kept;
  const auto door = std::make_shared<gate>();
  support::deployed shop;
  auto& child = shop.add("accounts", hanging(door));
  child.handler_timeout = 20ms;
  child.handler_grace = deploy::endless;
  shop.start(kept.open());
  shop.publish(counted{"a", 13});
  wait_until([&] { return has_line(shop, "has not returned from handling numbers.counted a "); });
  door->open();
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  wait_until([&] { return has_line(shop, "accounts: returned from handling numbers.counted a "); });
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == std::vector<int>{13});
  BOOST_TEST(shop.running().doings().restarts == 0u);
  BOOST_TEST(shop.running().doings().failed_attempts == 0u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
