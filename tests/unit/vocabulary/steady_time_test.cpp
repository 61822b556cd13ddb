// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/steady_time.hpp"

#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(a_steady_time)

BOOST_AUTO_TEST_CASE(is_the_walls_while_nobody_moves_its_clock) {
  support::manual_clock wall;
  const steady_time steady{wall};
  BOOST_TEST((steady.now() == wall.now()));
  wall.advance(90min);
  BOOST_TEST((steady.now() == wall.now()));
  BOOST_TEST((steady.moved() == 0us));
}

BOOST_AUTO_TEST_CASE(goes_on_where_the_wall_jumps_in_either_direction) {
  support::manual_clock wall;
  const steady_time steady{wall};
  const auto start = steady.now();
  wall.jump(24h);
  wall.advance(1s);
  BOOST_TEST((steady.now() == start + 1s));
  BOOST_TEST((steady.moved() == 24h));
  wall.jump(-72h);
  wall.advance(1s);
  BOOST_TEST((steady.now() == start + 2s));
  BOOST_TEST((steady.moved() == -48h));
}

// Between two processes only the wall says how much time has passed.
BOOST_AUTO_TEST_CASE(goes_on_in_the_next_process_by_the_wall) {
  support::manual_clock wall;
  const steady_time before{wall};
  const auto start = before.now();
  wall.jump(24h);
  const auto kept = before.moved();
  wall.advance(1h);
  const steady_time after{wall, kept};
  BOOST_TEST((after.now() == start + 1h));
  BOOST_TEST((after.moved() == 24h));
}

BOOST_AUTO_TEST_SUITE_END()
