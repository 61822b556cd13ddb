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

BOOST_AUTO_TEST_SUITE(a_deployment)

BOOST_AUTO_TEST_CASE(counts_no_event_as_unsubscribed_that_is_published_right_after_the_start) {
  for (int round = 0; round < 20; ++round) {
    support::deployed shop;
    shop.add("accounts", accounts);
    shop.add("watcher", [](service<nothing>*) -> behavior {
      return {on("numbers.*", [](const delivery&) {})};
    });
    shop.start();
    shop.publish(counted{"a", 1});
    shop.settle();
    BOOST_TEST(shop.running().doings().unsubscribed == 0u);
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(keeps_events_without_a_subscriber_where_asked_also_those_of_its_last_moment) {
  for (int round = 0; round < 20; ++round) {
    support::kept_journal kept;
    support::deployed shop;
    shop.what.dead_letters.unsubscribed = deploy::unsubscribed_events::keep;
    shop.add("accounts", accounts);
    shop.start(kept.open());
    for (int i = 0; i < 100; ++i)
      shop.publish(counted{"a", i});
    BOOST_TEST(shop.stop());
    const auto sums = kept.events("numbers.summed").size();
    const auto letters = kept.dead_letters();
    BOOST_TEST(letters.size() == sums);
    for (const auto& each : letters)
      BOOST_TEST((each.reason == journal::dead_letter_reason::no_subscriber));
  }
}

BOOST_AUTO_TEST_CASE(only_counts_events_without_a_subscriber_else) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  for (int i = 0; i < 10; ++i)
    shop.publish(counted{"a", i});
  shop.settle();
  BOOST_TEST(shop.running().doings().unsubscribed == 10u);
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.dead_letters().empty());
}

BOOST_AUTO_TEST_CASE(stops_at_any_moment_and_goes_on_from_there) {
  support::kept_journal kept;
  std::mt19937 random{1234};
  int published = 0;
  for (int round = 0; round < 30; ++round) {
    support::deployed shop;
    shop.add("accounts",
             [](service<account>* self) -> behavior {
               return {
                   [self](const counted& x, const delivery& d) {
                     self->state().numbers.push_back(x.number);
                     self->publish(summed{x.name, x.number});
                     if (x.number % 7 == 0 && d.attempt == 1)
                       throw std::runtime_error("seven");
                   },
                   [](const get_account&, const service<account>& seen) { return seen.state(); }};
             })
        .instances = 1 + static_cast<int>(random() % 4);
    shop.start(kept.open());
    for (int i = 0; i < 50; ++i, ++published)
      shop.publish(counted{"key-" + std::to_string(published % 5), published});
    if (round == 29) {
      BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
      std::size_t seen = 0;
      for (int k = 0; k < 5; ++k) {
        const auto numbers = shop.ask(get_account{"key-" + std::to_string(k)}).numbers;
        BOOST_TEST(std::is_sorted(numbers.begin(), numbers.end()));
        BOOST_TEST((std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end()));
        seen += numbers.size();
      }
      BOOST_TEST(seen == static_cast<std::size_t>(published));
      BOOST_TEST(kept.events("numbers.summed").size() == static_cast<std::size_t>(published));
    } else if (const auto spins = random() % 20'000) {
      // Some time, so that stops fall everywhere.
      for (std::size_t i = 0; i < spins; ++i)
        static_cast<void>(random());
    }
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(stops_while_it_is_still_starting) {
  std::mt19937 random{99};
  for (int round = 0; round < 60; ++round) {
    support::deployed shop;
    shop.add("accounts", accounts).instances = 3;
    shop.add("own", accounts).thread = deploy::thread_uses::own;
    deploy::supervisor below;
    below.id = "below";
    shop.add("clumsy", [](service<nothing>*) -> behavior {
      return {[](const counted& x, const delivery& d) {
        if (x.number % 2 == 0 && d.attempt == 1)
          throw std::runtime_error("even");
      }};
    });
    below.children.push_back(shop.what.tree.children.back());
    shop.what.tree.children.back() = {below};
    shop.start();
    for (int i = 0; i < 20; ++i)
      shop.publish(counted{"key-" + std::to_string(i), i});
    for (auto spins = random() % 2000; spins > 0; --spins)
      std::this_thread::yield();
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(may_be_used_from_any_thread_while_it_stops) {
  for (int round = 0; round < 10; ++round) {
    support::deployed shop;
    shop.add("accounts", accounts);
    shop.start();
    std::atomic<bool> over{false};
    std::atomic<int> asked{0};
    std::vector<std::thread> users;
    for (int i = 0; i < 3; ++i)
      users.emplace_back([&shop, &over, &asked, i] {
        for (int n = 0; !over; ++n) {
          std::vector<outgoing> facts{
              {"numbers.counted", 1, "a", to_json(counted{"a", 3 * n + i})}};
          const auto durable = std::make_shared<std::atomic<bool>>(false);
          if (shop.running().publish(std::move(facts),
                                     [durable](const journal::verdict&) { *durable = true; }) &&
              shop.running().ask("accounts.get", R"({"name":"a"})"))
            ++asked;
          shop.running().request_stop();
          // Else the journal would get ever more to write before it may end.
          while (!*durable && !over)
            std::this_thread::yield();
        }
      });
    while (asked < 30)
      std::this_thread::yield();
    BOOST_TEST((shop.wait().what == assembly::ending::kind::stopped));
    BOOST_TEST(shop.running().stop());
    over = true;
    for (auto& each : users)
      each.join();
    BOOST_TEST(shop.stop());
  }
}

BOOST_AUTO_TEST_CASE(lets_go_of_timers_that_are_still_to_come) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.add("later", [](service<nothing>* self) -> behavior {
      return {[self](const counted& x) { self->publish_after(1h, summed{x.name, x.number}); }};
    });
    shop.add("stubborn",
             [](service<nothing>*) -> behavior {
               return {[](const counted&) -> outcome { return retry("not yet"); }};
             })
        .retry.delays.first = 1h;
    shop.start(kept.open());
    for (int i = 0; i < 10; ++i)
      shop.publish(counted{"a", i});
    while (journal::trial::value_of(kept.look()->timer_count()) < 10 ||
           kept.subscription("stubborn").parked < 10)
      std::this_thread::yield();
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(journal::trial::value_of(kept.look()->timer_count()) == 10u);
}

BOOST_AUTO_TEST_SUITE_END()
