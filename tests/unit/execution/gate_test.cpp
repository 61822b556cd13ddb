// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "execution/gate.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using troupe::execution::gate;

BOOST_AUTO_TEST_SUITE(a_gate)

BOOST_AUTO_TEST_CASE(keeps_what_waits_until_it_opens_and_then_runs_it_in_order) {
  gate door;
  std::vector<int> ran;
  door.when_open([&] { ran.push_back(1); });
  door.when_open([&] { ran.push_back(2); });
  BOOST_TEST(!door.is_open());
  BOOST_TEST(ran.empty());
  door.open();
  BOOST_TEST(door.is_open());
  BOOST_TEST((ran == std::vector<int>{1, 2}));
}

BOOST_AUTO_TEST_CASE(runs_at_once_what_comes_when_it_is_open) {
  gate door;
  door.open();
  bool ran = false;
  door.when_open([&] { ran = true; });
  BOOST_TEST(ran);
}

BOOST_AUTO_TEST_CASE(runs_everything_once) {
  gate door;
  int ran = 0;
  door.when_open([&] { ++ran; });
  door.open();
  door.open();
  BOOST_TEST(ran == 1);
}

BOOST_AUTO_TEST_SUITE_END()
