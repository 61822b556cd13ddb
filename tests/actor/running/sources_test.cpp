// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/journal_in_front.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

struct place {
  int next = 0;
};
BOOST_DESCRIBE_STRUCT(place, (), (next))

/// Brings in numbers up to `last`, `each` a time; every tenth is no number.
progress bring(service<place>* self, int last, int each) {
  auto& at = self->state();
  for (int i = 0; i < each && at.next < last; ++i, ++at.next) {
    if (at.next % 10 == 9)
      self->dead_letter("line " + std::to_string(at.next), "no number");
    else
      self->publish(counted{"a", at.next});
  }
  return at.next < last ? progress::more() : progress::end();
}

std::vector<int> numbers_in(support::kept_journal& kept) {
  std::vector<int> all;
  for (const auto& e : kept.events("numbers.counted"))
    all.push_back(from_json<counted>(e.payload)->number);
  return all;
}

std::vector<int> expected_up_to(int last) {
  std::vector<int> all;
  for (int i = 0; i < last; ++i)
    if (i % 10 != 9)
      all.push_back(i);
  return all;
}

/// Counts the events that are durable.
struct counting_engine : support::in_front {
  using in_front::in_front;
  result<std::vector<journal::verdict>> write(std::span<journal::commit> group) override {
    std::uint64_t events = 0;
    for (const auto& each : group)
      events += each.events.size();
    auto written = in_front::write(group);
    durable += events;
    return written;
  }
  std::atomic<std::uint64_t> durable{0};
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_source)

BOOST_AUTO_TEST_CASE(brings_everything_in_once_with_its_dead_letters) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("intake", [](service<place>* self) -> behavior {
    return {pull([self](std::size_t) { return bring(self, 100, 7); })};
  });
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(numbers_in(kept) == expected_up_to(100));
  BOOST_TEST(kept.dead_letters().size() == 10u);
  BOOST_TEST(shop.running().look().dead_letters == 10u);
  BOOST_TEST(shop.stop());
}

/// As a queue does that has not heard that it was understood.
BOOST_AUTO_TEST_CASE(brings_in_once_what_it_is_given_more_than_once) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("intake", [](service<place>* self) -> behavior {
    return {pull([self](std::size_t) {
      auto& at = self->state();
      for (int i = 0; i < 7; ++i, ++at.next) {
        const auto number = at.next / 3; // Each three times, also in different commits.
        self->publish_once({.source = "queue", .id = std::to_string(number)}, counted{"a", number});
      }
      return at.next < 210 ? progress::more() : progress::end();
    })};
  });
  shop.start(kept.open());
  shop.settle();
  std::vector<int> each_once;
  for (int i = 0; i < 70; ++i)
    each_once.push_back(i);
  BOOST_TEST(numbers_in(kept) == each_once);
  BOOST_TEST(kept.events("numbers.counted").front().source == "queue");
  BOOST_TEST(shop.running().doings().duplicates == 140u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(goes_on_where_it_was_after_it_crashed_in_the_midst_of_bringing) {
  support::kept_journal kept;
  support::deployed shop;
  auto calls = std::make_shared<std::atomic<int>>(0);
  shop.what.tree.intensity = 100;
  shop.add("intake", [calls](service<place>* self) -> behavior {
    return {pull([self, calls](std::size_t) {
      const auto said = bring(self, 200, 7);
      if (++*calls % 4 == 0)
        throw std::runtime_error("the line is cut");
      return said;
    })};
  });
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(*calls > 30);
  BOOST_TEST(numbers_in(kept) == expected_up_to(200));
  BOOST_TEST(kept.dead_letters().size() == 20u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(goes_on_where_it_was_in_the_next_run) {
  support::kept_journal kept;
  for (int round = 0; round < 20; ++round) {
    support::deployed shop;
    shop.add("intake", [](service<place>* self) -> behavior {
      return {pull([self](std::size_t) { return bring(self, 5000, 3); })};
    });
    shop.start(kept.open());
    if (round == 19)
      shop.settle();
    else
      while (kept.events("numbers.counted").size() < static_cast<std::size_t>(20 * (round + 1)))
        std::this_thread::yield();
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(numbers_in(kept) == expected_up_to(5000));
  BOOST_TEST(kept.dead_letters().size() == 500u);
}

BOOST_AUTO_TEST_CASE(is_asked_again_after_the_time_it_says) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("intake", [](service<place>* self) -> behavior {
    return {pull([self](std::size_t) {
      const auto said = bring(self, 30, 10);
      return said.what() == progress::kind::more ? progress::later(10ms) : said;
    })};
  });
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(numbers_in(kept) == expected_up_to(30));
  BOOST_TEST(shop.stop());
}

// A source that also handles events is asked by one chain of calls, however often it pauses.
BOOST_AUTO_TEST_CASE(is_asked_once_at_a_time_however_often_its_handlers_pause) {
  support::kept_journal kept;
  support::deployed shop;
  auto asked = std::make_shared<std::atomic<int>>(0);
  shop.add("intake", [asked](service<place>* self) -> behavior {
    return {pull([asked](std::size_t) {
              ++*asked;
              return progress::later(100ms);
            }),
            [self](const counted&) { self->pause(1ms); }};
  });
  const auto before = system_time().elapsed();
  shop.start(kept.open());
  for (int i = 0; i < 50; ++i)
    shop.publish(counted{"a", i});
  while (shop.running().doings().handled < 50)
    std::this_thread::yield();
  BOOST_TEST(!shop.running().wait(250ms).has_value());
  const auto times = asked->load(); // Before the clock is looked at, however long that takes.
  BOOST_TEST(times <= (system_time().elapsed() - before) / 100ms + 2);
  BOOST_TEST(shop.stop());
}

// So a slow disk slows it down, and what it brought in waits nowhere.
BOOST_AUTO_TEST_CASE(is_asked_for_more_when_the_disk_has_what_it_brought_in) {
  auto disk = std::make_unique<counting_engine>(std::make_shared<journal::memory_engine>());
  auto& durable = disk->durable;
  std::atomic<int> early{0};
  support::deployed shop;
  shop.add("intake", [&](service<place>* self) -> behavior {
    return {pull([&, self](std::size_t) {
      auto& at = self->state();
      if (durable < static_cast<std::uint64_t>(at.next))
        ++early;
      for (int i = 0; i < 5; ++i)
        self->publish(counted{"a", at.next++});
      return at.next < 500 ? progress::more() : progress::end();
    })};
  });
  shop.start(std::move(disk));
  shop.settle();
  BOOST_TEST(durable == 500u);
  BOOST_TEST(early == 0);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(may_pause_itself) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("intake", [](service<place>* self) -> behavior {
    return {pull([self](std::size_t) {
      self->pause(20ms);
      return bring(self, 40, 10);
    })};
  });
  const auto before = system_time().elapsed();
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST((system_time().elapsed() - before >= 60ms));
  BOOST_TEST(numbers_in(kept) == expected_up_to(40));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(has_one_instance) {
  support::deployed shop;
  shop.add("intake",
           [](service<place>* self) -> behavior {
             return {pull([self](std::size_t) { return bring(self, 10, 10); })};
           })
      .instances = 2;
  const auto started = shop.try_start(std::make_unique<journal::memory_engine>());
  BOOST_REQUIRE(!started);
  BOOST_TEST(to_string(started.failure()).find("set 'instances: 1'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(brings_nothing_more_once_the_deployment_stops) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("intake", [](service<place>* self) -> behavior {
    return {pull([self](std::size_t) {
      self->publish(counted{"a", self->state().next++});
      return progress::more();
    })};
  });
  shop.add("accounts", accounts);
  shop.start(kept.open());
  while (shop.running().doings().handled < 10)
    std::this_thread::yield();
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.events("numbers.counted").size() >= 10u);
}

BOOST_AUTO_TEST_SUITE_END()
