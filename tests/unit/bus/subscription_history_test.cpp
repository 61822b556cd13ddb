// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include <boost/test/unit_test.hpp>

#include "unit/bus/subscription_world.hpp"

using namespace troupe::bus::trial;

BOOST_AUTO_TEST_SUITE(any_history_of_a_subscription)

// In each reading, where it is sent back; what it publishes, in all of them together.
BOOST_AUTO_TEST_CASE(brings_each_wanted_event_once_and_in_the_order_of_its_key) {
  std::size_t back = 0;
  std::size_t forward = 0;
  std::size_t refused = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      world x{seed, 1 + seed % 4, 1 + seed % 5};
      x.live_for(2000);
      x.settle();
      BOOST_TEST_REQUIRE(x.done(), x.left());
      x.check();
      back += x.went_back();
      forward += x.went_forward();
      refused += x.refused_seeks();
    }
  }
  BOOST_TEST(back > 100u);
  BOOST_TEST(forward > 100u);
  BOOST_TEST(refused > 100u);
}

// With dead letters in the way until somebody replays them at their place or resolves them.
BOOST_AUTO_TEST_CASE(keeps_the_order_of_a_key_strictly_where_dead_letters_hold_it) {
  bool resolved = false;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      world x{seed, 1 + seed % 4, 1 + seed % 5, true};
      x.live_for(2000);
      x.settle();
      BOOST_TEST_REQUIRE(x.done(), x.left());
      x.check();
      resolved = resolved || x.resolved_any();
    }
  }
  BOOST_TEST(resolved);
}

// What fails all at once opens the breaker, in the middle of whatever goes on.
BOOST_AUTO_TEST_CASE(loses_and_doubles_nothing_while_a_breaker_opens_and_closes) {
  world::breaker_counts sum;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      const troupe::breaker_policy policy{.failures = 2 + static_cast<int>(seed % 3),
                                          .share = seed % 2 == 0 ? 0.7 : 0.0,
                                          .minimum = 6,
                                          .window = std::chrono::seconds{30},
                                          .pause = std::chrono::seconds{3},
                                          .max = std::chrono::seconds{20}};
      world x{seed, 1 + seed % 4, 1 + seed % 5, seed % 3 == 0, policy};
      x.live_for(3000);
      x.settle();
      BOOST_TEST_REQUIRE(x.done(), x.left());
      x.check();
      const auto& seen = x.counts();
      sum.opened += seen.opened;
      sum.failed += seen.failed;
      sum.closed += seen.closed;
      sum.lost += seen.lost;
      sum.unspent += seen.unspent;
    }
  }
  // It happened, each of it.
  BOOST_TEST(sum.opened > 300u);
  BOOST_TEST(sum.failed > 400u);
  BOOST_TEST(sum.closed > 300u);
  BOOST_TEST(sum.lost > 0u);
  BOOST_TEST(sum.unspent > 400u);
}

BOOST_AUTO_TEST_SUITE_END()
