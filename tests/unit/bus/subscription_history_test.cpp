// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include <boost/test/unit_test.hpp>

#include "unit/bus/subscription_world.hpp"

using namespace troupe::bus::trial;

BOOST_AUTO_TEST_SUITE(any_history_of_a_subscription)

BOOST_AUTO_TEST_CASE(brings_each_wanted_event_once_and_in_the_order_of_its_key) {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      world x{seed, 1 + seed % 4, 1 + seed % 5};
      x.live_for(2000);
      x.settle();
      BOOST_TEST_REQUIRE(x.done());
      x.check();
    }
  }
}

// With dead letters in the way until somebody replays them at their place or resolves them.
BOOST_AUTO_TEST_CASE(keeps_the_order_of_a_key_strictly_where_dead_letters_hold_it) {
  bool resolved = false;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      world x{seed, 1 + seed % 4, 1 + seed % 5, true};
      x.live_for(2000);
      x.settle();
      BOOST_TEST_REQUIRE(x.done());
      x.check();
      resolved = resolved || x.resolved_any();
    }
  }
  BOOST_TEST(resolved);
}

BOOST_AUTO_TEST_SUITE_END()
