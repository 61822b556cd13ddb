// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "service/crash_streak.hpp"

#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

using troupe::crash_streak;
using troupe::journal::trial::id;

BOOST_AUTO_TEST_SUITE(a_crash_streak)

BOOST_AUTO_TEST_CASE(charges_crashes_to_their_events_up_to_its_limit) {
  crash_streak streak{3};
  for (std::uint64_t n = 1; n <= 3; ++n)
    BOOST_TEST(streak.is_charged(id(n)));
  BOOST_TEST(!streak.is_charged(id(4)));
  BOOST_TEST(!streak.is_charged(id(1)));
}

BOOST_AUTO_TEST_CASE(counts_different_events) {
  crash_streak streak{3};
  for (int i = 0; i < 10; ++i)
    BOOST_TEST(streak.is_charged(id(1)));
  BOOST_TEST(streak.is_charged(id(2)));
}

BOOST_AUTO_TEST_CASE(begins_anew_when_an_event_is_handled) {
  crash_streak streak{1};
  BOOST_TEST(streak.is_charged(id(1)));
  BOOST_TEST(!streak.is_charged(id(2)));
  streak.handled();
  BOOST_TEST(streak.is_charged(id(2)));
}

BOOST_AUTO_TEST_SUITE_END()
