// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/played_crew.hpp"

#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"
#include "troupe/time.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// A deployment that this thread plays: sums of four keys, told to somebody who fails now and then.
struct played {
  testing::still_clock time;
  testing::played_crew* crew = nullptr;
  support::kept_journal kept;
  support::deployed shop;

  explicit played(std::uint64_t seed) {
    shop.with.time = &time;
    shop.with.make_crew = [this, seed](caf::actor_system& system) {
      auto made = std::make_unique<testing::played_crew>(system, time, seed);
      crew = made.get();
      return made;
    };
    auto& counting = shop.add("accounts", accounts);
    counting.instances = 2;
    counting.credit = 2;
    auto& teller = shop.add("teller", [](service<account>* self) -> behavior {
      return {[self](const summed& x, const delivery& d) -> outcome {
        if (x.sum % 3 == 0 && d.attempt == 1)
          return retry("the line is busy");
        if (x.sum % 7 == 0 && d.attempt == 1)
          throw std::runtime_error("the line is dead");
        self->state().sum = x.sum;
        return done();
      }};
    });
    teller.retry.delays.first = 10min;
    shop.start(kept.open());
    settle();
  }

  void settle() { BOOST_REQUIRE(crew->settle(1'000'000)); }

  void advance(std::chrono::nanoseconds by) {
    const auto until = time.elapsed() + by;
    settle();
    while (crew->move_to_next(until))
      settle();
    crew->move_to(until);
    settle();
  }

  void publish_all() {
    for (int i = 1; i <= 20; ++i) {
      shop.publish(counted{"key-" + std::to_string(i % 4), i});
      crew->go_on();
    }
  }

  /// Everything that happened, to the last byte.
  std::string trace() {
    std::string all;
    for (const auto* topic : {"numbers.counted", "numbers.summed"})
      for (const auto& e : kept.events(topic))
        all += std::to_string(e.sequence) + ' ' + to_string(e.id) + ' ' + format_time(e.time) +
               ' ' + e.source + ' ' + e.topic + ' ' + e.key + ' ' + to_string(e.causation) + ' ' +
               std::string{e.payload.text()} + '\n';
    for (const auto& line : shop.lines())
      all += line + '\n';
    return all;
  }
};

std::string trace_of(std::uint64_t seed) {
  played one{seed};
  one.publish_all();
  one.advance(24h);
  auto trace = one.trace();
  BOOST_TEST(one.shop.stop());
  return trace;
}

std::set<std::string> threads() {
  std::set<std::string> all;
  for (const auto& each : std::filesystem::directory_iterator{"/proc/self/task"})
    all.insert(each.path().filename());
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_deployment_that_is_played)

BOOST_AUTO_TEST_CASE(has_one_thread) {
  const auto before = threads();
  played one{1};
  one.publish_all();
  one.settle();
  // One that another test had left behind in its handler may end meanwhile.
  const auto now = threads();
  BOOST_TEST(std::includes(before.begin(), before.end(), now.begin(), now.end()));
  BOOST_TEST(one.shop.stop());
}

BOOST_AUTO_TEST_CASE(does_the_same_for_one_seed_to_the_last_byte) {
  const auto first = trace_of(7);
  BOOST_TEST(first.find("numbers.summed") != std::string::npos);
  BOOST_TEST(first == trace_of(7));
}

BOOST_AUTO_TEST_CASE(does_it_in_another_order_for_another_seed_and_comes_to_the_same) {
  std::set<std::string> traces;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    played one{seed};
    one.publish_all();
    one.advance(24h);
    for (int key = 0; key < 4; ++key) {
      const auto seen = one.shop.ask(get_account{"key-" + std::to_string(key)});
      BOOST_TEST(seen.numbers.size() == 5u, "seed " << seed);
    }
    BOOST_TEST(one.shop.running().look().dead_letters == 0u, "seed " << seed);
    traces.insert(one.trace());
    BOOST_TEST(one.shop.stop());
  }
  BOOST_TEST(traces.size() > 10u);
}

BOOST_AUTO_TEST_CASE(waits_for_what_is_due_later_without_waiting) {
  played one{3};
  one.publish_all();
  one.settle();
  const auto waiting = one.shop.running().look().parked;
  BOOST_TEST(waiting > 0u);
  one.advance(9min);
  BOOST_TEST(one.shop.running().look().parked == waiting);
  one.advance(24h);
  BOOST_TEST(one.shop.running().look().parked == 0u);
  BOOST_TEST((one.time.now() >= testing::still_clock::start + 24h));
  BOOST_TEST(one.shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
