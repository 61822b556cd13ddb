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

struct reminder {
  std::optional<uuid> set;
};
BOOST_DESCRIBE_STRUCT(reminder, (), (set))

/// A number sets a timer of its key that says the number; a negative one cancels it.
auto reminders(std::chrono::nanoseconds delay) {
  return [delay](service<reminder>* self) -> behavior {
    return {[self, delay](const counted& x) {
      auto& timer = self->state().set;
      if (x.number >= 0)
        timer = self->publish_after(delay, summed{x.name, x.number});
      else if (timer)
        self->cancel(*timer);
    }};
  };
}

std::size_t timers_in(support::kept_journal& kept) {
  return journal::trial::value_of(kept.look()->timer_count());
}

void wait_for_sums(support::kept_journal& kept, std::size_t count) {
  const auto limit = system_time().elapsed() + 30s;
  while (kept.events("numbers.summed").size() < count && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_TEST(kept.events("numbers.summed").size() == count);
}

} // namespace

BOOST_AUTO_TEST_SUITE(durable_timers)

BOOST_AUTO_TEST_CASE(publish_their_events_once_and_keep_the_chain_of_causes) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("reminders", reminders(5ms));
  shop.add("ears", [](service<nothing>*) -> behavior { return {[](const summed&) {}}; });
  shop.start(kept.open());
  for (int i = 0; i < 600; ++i)
    shop.publish(counted{"key-" + std::to_string(i), i});
  wait_for_sums(kept, 600);
  BOOST_TEST(timers_in(kept) == 0u);
  const auto cause = kept.events("numbers.counted").front();
  const auto effect = kept.events("numbers.summed");
  BOOST_TEST(std::count_if(effect.begin(), effect.end(), [&](const auto& e) {
               return e.causation == cause.id && e.correlation == cause.correlation;
             }) == 1);
  BOOST_TEST((effect.front().time >= cause.time + 5ms));
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.events("numbers.summed").size() == 600u);
}

BOOST_AUTO_TEST_CASE(survive_the_deployment_and_publish_at_once_what_fell_due_meanwhile) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.add("reminders", reminders(100ms));
    shop.start(kept.open());
    for (int i = 0; i < 10; ++i)
      shop.publish(counted{"key-" + std::to_string(i), i});
    BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(timers_in(kept) + kept.events("numbers.summed").size() == 10u);
  for (int round = 0; round < 3; ++round) {
    support::deployed shop;
    shop.add("reminders", reminders(100ms));
    shop.start(kept.open());
    wait_for_sums(kept, 10);
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(timers_in(kept) == 0u);
}

BOOST_AUTO_TEST_CASE(are_cleared_by_a_later_handler) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("reminders", reminders(1h));
  shop.start(kept.open());
  for (int i = 0; i < 10; ++i)
    shop.publish(counted{"key-" + std::to_string(i), i});
  for (int i = 0; i < 9; ++i)
    shop.publish(counted{"key-" + std::to_string(i), -1});
  shop.settle();
  BOOST_TEST(timers_in(kept) == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(are_not_set_by_a_handler_that_fails) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("reminders", [](service<nothing>* self) -> behavior {
    return {[self](const counted& x) -> outcome {
      self->publish_after(1h, summed{x.name, x.number});
      if (x.number == 1)
        return reject("one is none");
      if (x.number == 2)
        throw std::runtime_error("two is a crash");
      return done();
    }};
  });
  shop.start(kept.open());
  for (int i = 0; i < 4; ++i)
    shop.publish(counted{"key-" + std::to_string(i), i});
  shop.settle();
  BOOST_TEST(timers_in(kept) == 2u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(fire_in_time_beside_others_that_are_far_away) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("reminders", [](service<nothing>* self) -> behavior {
    return {[self](const counted& x) {
      self->publish_after(1h, glanced{x.name, x.number});
      self->publish_after(1ms, summed{x.name, x.number});
    }};
  });
  shop.start(kept.open());
  for (int i = 0; i < 200; ++i) {
    shop.publish(counted{"a", i});
    if (i % 20 == 0)
      wait_for_sums(kept, static_cast<std::size_t>(i) + 1);
  }
  wait_for_sums(kept, 200);
  BOOST_TEST(timers_in(kept) == 200u);
  BOOST_TEST(shop.stop());
}

// The name is the service's, so every instance and every start sets the same timer.
BOOST_AUTO_TEST_CASE(that_recur_are_set_at_each_start_and_go_on_undisturbed) {
  support::kept_journal kept;
  std::optional<uuid> first;
  for (int round = 0; round < 3; ++round) {
    support::deployed shop;
    shop.add("reminders",
             [](service<nothing>* self) -> behavior {
               return {[](const counted&) {}, on_start([self] {
                         self->publish_every("tick", 30min, summed{"tick", 1});
                         self->publish_cron("nightly", "0 3 * * *", "Europe/Berlin",
                                            glanced{"night", 1});
                       })};
             })
        .instances = 3;
    shop.start(kept.open());
    shop.publish(counted{"a", round});
    shop.settle();
    BOOST_TEST(shop.stop());
    const auto all = journal::trial::value_of(kept.look()->timers({.recurring = true}));
    BOOST_REQUIRE(all.size() == 2u);
    const auto& tick = all[0].name == "tick" ? all[0] : all[1];
    BOOST_TEST((!first || tick.event.id == *first));
    first = tick.event.id;
  }
}

BOOST_AUTO_TEST_CASE(that_recur_fire_until_a_handler_cancels_them_by_name) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("reminders", [](service<nothing>* self) -> behavior {
    return {[self](const counted& x) {
      if (x.number == 1)
        self->publish_every("tick", 5ms, summed{"tick", 1});
      else
        self->cancel("tick");
    }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 1});
  const auto limit = system_time().elapsed() + 30s;
  while (kept.events("numbers.summed").size() < 10 && system_time().elapsed() < limit)
    std::this_thread::yield();
  shop.publish(counted{"a", 2});
  shop.settle();
  BOOST_TEST(timers_in(kept) == 0u);
  const auto all = kept.events("numbers.summed");
  BOOST_TEST(all.size() >= 10u);
  for (std::size_t i = 1; i < all.size(); ++i)
    BOOST_TEST((all[i].time - all[i - 1].time) % 5ms == 0ms);
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.events("numbers.summed").size() == all.size());
}

BOOST_AUTO_TEST_CASE(that_are_wrong_are_the_handlers_failure) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("reminders", [](service<nothing>* self) -> behavior {
    return {[self](const counted& x) {
      self->publish_cron("nightly", "0 25 * * *", "Europe/Berlin", summed{x.name, 1});
    }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 1});
  shop.settle();
  const auto letters = journal::trial::value_of(kept.look()->dead_letters({}));
  BOOST_REQUIRE(letters.size() == 1u);
  BOOST_TEST(
      letters[0].error.find("publish_cron() cannot set timer \"nightly\": the cron expression "
                            "\"0 25 * * *\" cannot be read: its hour 25 is not within 0 to 23") !=
      std::string::npos);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
