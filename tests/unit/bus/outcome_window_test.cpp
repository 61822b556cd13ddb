// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/outcome_window.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::bus;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(a_window_of_outcomes)

BOOST_AUTO_TEST_CASE(counts_what_was_within_its_length) {
  outcome_window x{10s};
  x.add({3, 0}, 1000s);
  x.add({0, 2}, 1005s);
  BOOST_TEST(x.at(1009s).handled == 3u);
  BOOST_TEST(x.at(1009s).failed == 2u);
}

BOOST_AUTO_TEST_CASE(forgets_the_oldest_tenth_first) {
  outcome_window x{10s};
  x.add({1, 0}, 1000s);
  x.add({2, 0}, 1001s);
  BOOST_TEST(x.at(1010s).handled == 2u);
  BOOST_TEST(x.at(1011s).handled == 0u);
}

BOOST_AUTO_TEST_CASE(forgets_all_after_a_long_silence) {
  outcome_window x{10s};
  x.add({1, 1}, 1s);
  BOOST_TEST(x.at(100'000s).handled == 0u);
  x.add({0, 1}, 100'000s);
  BOOST_TEST(x.at(100'000s).failed == 1u);
}

BOOST_AUTO_TEST_CASE(may_be_as_short_as_it_likes) {
  outcome_window x{1ns};
  x.add({1, 0}, 5ns);
  BOOST_TEST(x.at(5ns).handled == 1u);
  BOOST_TEST(x.at(20ns).handled == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
