// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/restart_window.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using troupe::supervision::restart_window;

BOOST_AUTO_TEST_SUITE(a_restart_window)

BOOST_AUTO_TEST_CASE(allows_as_many_restarts_as_its_intensity) {
  restart_window window{3, 5s};
  for (auto at : {0s, 1s, 2s})
    BOOST_TEST(window.add(at));
  BOOST_TEST(!window.add(3s));
}

BOOST_AUTO_TEST_CASE(still_counts_a_restart_that_is_just_one_period_old) {
  restart_window window{1, 5s};
  BOOST_TEST(window.add(10s));
  BOOST_TEST(!window.add(15s));
}

BOOST_AUTO_TEST_CASE(forgets_a_restart_that_is_older_than_its_period) {
  restart_window window{1, 5s};
  BOOST_TEST(window.add(10s));
  BOOST_TEST(window.add(15s + 1ns));
}

BOOST_AUTO_TEST_CASE(slides) {
  restart_window window{2, 10s};
  for (auto at : {0s, 6s, 12s, 18s, 24s})
    BOOST_TEST(window.add(at));
  BOOST_TEST(!window.add(25s));
}

BOOST_AUTO_TEST_CASE(of_intensity_zero_allows_none) {
  restart_window window{0, 5s};
  BOOST_TEST(!window.add(0s));
}

BOOST_AUTO_TEST_CASE(counts_restarts_of_one_moment_each) {
  restart_window window{2, 0s};
  BOOST_TEST(window.add(1s));
  BOOST_TEST(window.add(1s));
  BOOST_TEST(!window.add(1s));
  BOOST_TEST(window.add(2s));
}

BOOST_AUTO_TEST_SUITE_END()
