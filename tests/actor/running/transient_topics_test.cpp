// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <numeric>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

behavior glances(service<account>* self) {
  return {[self](const glanced& x) {
            self->state().sum += x.number;
            self->publish(summed{x.name, self->state().sum});
          },
          [](const get_account&, const service<account>& seen) { return seen.state(); }};
}

struct fixture {
  support::kept_journal kept;
  support::deployed shop;

  fixture() { shop.what.topics["numbers.glanced"].transient = true; }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(transient_topics, fixture)

BOOST_AUTO_TEST_CASE(skip_the_journal_and_reach_their_subscribers_after_the_commit) {
  auto seen = std::make_shared<notes<int>>();
  auto ahead = std::make_shared<std::atomic<int>>(0);
  shop.add("ears", [this, seen, ahead](service<nothing>*) -> behavior {
    return {[this, seen, ahead](const glanced& x) {
      if (kept.events("numbers.summed").size() < static_cast<std::size_t>(x.number))
        ++*ahead;
      seen->add(x.number);
    }};
  });
  shop.add("source", [](service<nothing>* self) -> behavior {
    return {[self](const counted& x) {
      self->publish(glanced{x.name, x.number});
      self->publish(summed{x.name, x.number});
    }};
  });
  shop.start(kept.open());
  for (int i = 1; i <= 500; ++i)
    shop.publish(counted{"a", i});
  BOOST_TEST(seen->wait_for(500));
  std::vector<int> expected(500);
  std::iota(expected.begin(), expected.end(), 1);
  BOOST_TEST((seen->all() == expected));
  BOOST_TEST(*ahead == 0);
  BOOST_TEST(kept.events("numbers.glanced").empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(get_nothing_from_a_handler_that_fails) {
  auto seen = std::make_shared<notes<int>>();
  shop.add("ears", [seen](service<nothing>*) -> behavior {
    return {[seen](const glanced& x) { seen->add(x.number); }};
  });
  shop.add("source", [](service<nothing>* self) -> behavior {
    return {[self](const counted& x, const delivery& d) -> outcome {
      self->publish(glanced{x.name, x.number});
      if (x.number % 3 == 1 && d.attempt == 1)
        return retry("one");
      if (x.number % 3 == 2 && d.attempt == 1)
        throw std::runtime_error("two");
      return done();
    }};
  });
  shop.start(kept.open());
  for (int i = 0; i < 30; ++i)
    shop.publish(counted{"key-" + std::to_string(i), i});
  BOOST_TEST(seen->wait_for(30));
  shop.settle();
  auto all = seen->all();
  BOOST_TEST(all.size() == 30u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(are_bounded_and_count_what_they_drop) {
  gate door;
  auto seen = std::make_shared<notes<int>>();
  shop.what.limits.transient_queue = 10;
  shop.add("ears", [&door, seen](service<nothing>*) -> behavior {
    return {[](const counted&) {},
            [&door, seen](const glanced& x) {
              door.pass();
              seen->add(x.number);
            }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 1});
  while (shop.running().doings().handled == 0)
    std::this_thread::yield();
  for (int i = 0; i < 100; ++i)
    shop.publish(glanced{"a", i});
  const auto limit = system_time().elapsed() + 30s;
  while (shop.running().doings().transient_dropped < 90 && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_TEST(shop.running().doings().transient_dropped == 90u);
  door.open();
  BOOST_TEST(seen->wait_for(10));
  BOOST_TEST(shop.stop());
  BOOST_TEST(seen->all().size() == 10u);
}

/// A service that is stuck with the first while a hundred more come, of ten keys.
struct slow_ears {
  gate door;
  std::shared_ptr<notes<int>> seen = std::make_shared<notes<int>>();

  std::uint64_t hear(support::deployed& shop, overflow policy) {
    shop.what.topics["numbers.glanced"].overflow = policy;
    shop.what.limits.transient_queue = 20;
    shop.add("ears", [this](service<nothing>*) -> behavior {
      return {[](const counted&) {},
              [this](const glanced& x) {
                door.pass();
                seen->add(x.number);
              }};
    });
    shop.start();
    shop.publish(counted{"a", 1});
    while (shop.running().doings().handled == 0)
      std::this_thread::yield();
    shop.publish(glanced{"first", -1});
    BOOST_TEST(door.wait_for_visitors(1));
    for (int i = 0; i < 100; ++i)
      shop.publish(glanced{"key-" + std::to_string(i % 10), i});
    // That it was all looked at: the last of it is.
    door.open();
    BOOST_TEST(seen->wait_for(2));
    while (seen->all().size() + shop.running().doings().transient_dropped < 101)
      std::this_thread::yield();
    BOOST_TEST(shop.stop());
    return seen->all().size();
  }
};

BOOST_AUTO_TEST_CASE(keep_the_newest_where_the_oldest_are_dropped) {
  slow_ears ears;
  ears.hear(shop, overflow::drop_oldest);
  BOOST_TEST(ears.seen->all().back() == 99);
}

BOOST_AUTO_TEST_CASE(keep_the_latest_of_each_key_where_that_is_asked_for) {
  slow_ears ears;
  ears.hear(shop, overflow::keep_latest_per_key);
  const auto seen = ears.seen->all();
  for (int i = 90; i < 100; ++i)
    BOOST_TEST(std::count(seen.begin(), seen.end(), i) == 1, i << " was the latest of its key");
}

struct place {
  int next = 0;
};
BOOST_DESCRIBE_STRUCT(place, (), (next))

/// Brings in five hundred, ten a time, to ears that are slower.
struct fast_source {
  std::shared_ptr<notes<int>> seen = std::make_shared<notes<int>>();
  std::atomic<int> heard{0};
  std::atomic<int> ahead{0}; ///< at most

  void start(support::deployed& shop, int crash_at) {
    shop.what.topics["numbers.glanced"].overflow = overflow::block;
    shop.what.limits.transient_queue = 20;
    shop.add("ears", [this, crash_at](service<nothing>*) -> behavior {
      return {[this, crash_at](const glanced& x) {
        volatile int sum = 0;
        for (int i = 0; i < 20'000; ++i)
          sum = sum + x.number;
        ++heard;
        seen->add(x.number);
        if (x.number == crash_at)
          throw std::runtime_error("out of paper");
      }};
    });
    shop.add("source", [this](service<place>* self) -> behavior {
      return {pull([this, self](std::size_t) {
        auto& at = self->state();
        for (int i = 0; i < 10; ++i)
          self->publish(glanced{"a", at.next++});
        ahead = std::max<int>(ahead, at.next - heard);
        return at.next < 500 ? progress::more() : progress::end();
      })};
    });
    shop.start();
  }
};

// In hand and waiting are 20 each, what the intake holds is 20 and a pull, and so is what was just
// taken out of it.
BOOST_AUTO_TEST_CASE(let_a_source_wait_where_that_is_asked_for) {
  fast_source source;
  source.start(shop, -1);
  BOOST_TEST(source.seen->wait_for(500));
  std::vector<int> expected(500);
  std::iota(expected.begin(), expected.end(), 0);
  BOOST_TEST((source.seen->all() == expected));
  BOOST_TEST(shop.running().doings().transient_dropped == 0u);
  BOOST_TEST(source.ahead <= 100);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(let_no_source_wait_for_what_is_gone) {
  fast_source source;
  source.start(shop, 123);
  shop.settle(); // The source has come to its end.
  BOOST_TEST(shop.running().doings().crashes == 1u);
  BOOST_TEST(shop.stop());
}

// Many that publish, one that handles, small limits: each event was handled or dropped, and
// counted.
BOOST_AUTO_TEST_CASE(fill_no_memory_however_fast_they_are_published) {
  auto heard = std::make_shared<std::atomic<std::uint64_t>>(0);
  shop.what.limits.transient_queue = 100;
  shop.add("ears", [heard](service<nothing>*) -> behavior {
    return {[](const counted&) {},
            [heard](const glanced& x) {
              volatile int sum = 0;
              for (int i = 0; i < 2000; ++i)
                sum = sum + x.number;
              ++*heard;
            }};
  });
  shop.start();
  shop.publish(counted{"a", 1});
  while (shop.running().doings().handled == 0)
    std::this_thread::yield();
  constexpr std::uint64_t each = 20'000;
  std::vector<std::thread> publishers;
  for (int t = 0; t < 3; ++t)
    publishers.emplace_back([this] {
      const auto fact = encode(glanced{"a", 1});
      for (std::uint64_t i = 0; i < each; i += 10)
        shop.publish_encoded(std::vector<outgoing>(10, fact));
    });
  for (auto& x : publishers)
    x.join();
  // A last one tells what was dropped before it.
  const auto limit = system_time().elapsed() + 30s;
  const auto& dropped = shop.running().doings().transient_dropped;
  std::uint64_t published = 3 * each;
  while (*heard + dropped < published && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_TEST(*heard + dropped == published);
  BOOST_TEST(dropped > 0u);
  BOOST_TEST(*heard > 0u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(let_their_handlers_keep_state_and_publish) {
  shop.add("accounts", glances);
  shop.start(kept.open());
  // At most once: what is published before there is anybody is gone.
  while (kept.events("numbers.summed").size() < 20) {
    shop.publish(glanced{"a", 1});
    std::this_thread::yield();
  }
  BOOST_TEST(shop.stop());
  support::deployed again;
  again.what.topics["numbers.glanced"].transient = true;
  again.add("accounts", glances);
  again.start(kept.open());
  BOOST_TEST(again.ask(get_account{"a"}).sum ==
             static_cast<long>(kept.events("numbers.summed").size()));
  BOOST_TEST(again.stop());
}

BOOST_AUTO_TEST_CASE(count_a_failure_and_never_park_it) {
  auto seen = std::make_shared<notes<int>>();
  shop.add("ears", [seen](service<nothing>*) -> behavior {
    return {[seen](const glanced& x) -> outcome {
      seen->add(x.number);
      return x.number % 2 == 0 ? retry("even") : reject("odd");
    }};
  });
  shop.start(kept.open());
  int published = 0;
  while (seen->all().size() < 10) {
    shop.publish(glanced{"a", published++});
    std::this_thread::yield();
  }
  shop.settle();
  BOOST_TEST(shop.running().doings().failed_attempts >= 10u);
  BOOST_TEST(kept.subscription("ears").parked == 0u);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(are_handled_one_by_one_also_where_many_of_one_topic_come_together) {
  auto seen = std::make_shared<notes<int>>();
  shop.add("ears", [seen](service<nothing>* self) -> behavior {
    return {[self, seen](const glanced& x) -> outcome {
      if (x.number < 0)
        return done();
      seen->add(x.number);
      if (x.number == 150)
        throw std::runtime_error("out of paper");
      if (x.number % 10 == 3)
        self->publish(summed{x.name, x.number});
      if (x.number % 10 == 5)
        self->pause(1ms);
      if (x.number % 10 == 7) {
        self->publish(summed{x.name, x.number});
        return retry("seven");
      }
      return done();
    }};
  });
  shop.start(kept.open());
  const auto& doings = shop.running().doings();
  const auto listen = [&] {
    const auto before = doings.handled.load();
    while (doings.handled == before) {
      shop.publish(glanced{"a", -1});
      std::this_thread::yield();
    }
    shop.settle();
  };
  const auto publish_together = [&](int from, int to) {
    std::vector<outgoing> many;
    for (int i = from; i < to; ++i)
      many.push_back(encode(glanced{"a", i}));
    shop.publish_encoded(std::move(many));
  };
  listen();
  const auto handled = doings.handled.load();
  publish_together(0, 100);
  BOOST_TEST(seen->wait_for(100));
  publish_together(100, 200);
  BOOST_TEST(seen->wait_for(151)); // Those behind the crash were in the hand of who is gone.
  const auto limit = system_time().elapsed() + 30s;
  while (doings.restarts == 0 && system_time().elapsed() < limit)
    std::this_thread::yield();
  listen();
  publish_together(200, 210);
  BOOST_TEST(seen->wait_for(161));
  while (doings.handled < handled + 144 && system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_TEST(doings.handled >= handled + 144);
  shop.settle();
  std::vector<int> expected(151);
  std::iota(expected.begin(), expected.end(), 0);
  for (int i = 200; i < 210; ++i)
    expected.push_back(i);
  BOOST_TEST((seen->all() == expected));
  BOOST_TEST(doings.crashes == 1u);
  BOOST_TEST(doings.failed_attempts == 17u); // 16 that said so, and the crash.
  std::vector<std::string> sums;
  for (const auto& each : kept.events("numbers.summed"))
    sums.emplace_back(each.payload);
  BOOST_TEST(sums.size() == 16u);
  BOOST_TEST(sums.front() == R"({"name":"a","sum":3})");
  BOOST_TEST(sums.back() == R"({"name":"a","sum":203})");
  BOOST_TEST(shop.stop());
}

// Each crash is another event's, also where events have no number in the journal.
BOOST_AUTO_TEST_CASE(end_the_deployment_when_their_handler_crashes_on_everything) {
  shop.add("ears", [](service<nothing>*) -> behavior {
    return {[](const glanced&) { throw std::runtime_error("out of paper"); }};
  });
  shop.start(kept.open());
  const auto limit = system_time().elapsed() + 30s;
  while (!shop.running().wait(1ms) && system_time().elapsed() < limit)
    for (int i = 0; i < 10; ++i)
      shop.publish(glanced{"a", i});
  const auto end = shop.running().wait(0ms);
  BOOST_REQUIRE(end.has_value());
  BOOST_TEST((end->what == assembly::ending::kind::escalated));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(say_so_when_the_journal_holds_events_of_theirs) {
  {
    support::deployed before;
    before.start(kept.open());
    before.publish(glanced{"a", 1});
    before.settle();
    BOOST_TEST(before.stop());
  }
  shop.start(kept.open());
  const auto lines = shop.lines();
  BOOST_REQUIRE(lines.size() == 1u);
  BOOST_TEST(lines.front() ==
             "shop: numbers.glanced is transient now and was not before: the journal "
             "holds its events up to sequence 1");
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
