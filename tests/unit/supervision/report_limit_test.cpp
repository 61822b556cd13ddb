// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/report_limit.hpp"

#include <boost/test/unit_test.hpp>

using troupe::supervision::report_limit;
using namespace std::chrono_literals;

namespace {

int let_through(report_limit& limit, int asked, bool urgent, std::chrono::nanoseconds now) {
  int passed = 0;
  for (int i = 0; i < asked; ++i)
    passed += limit.lets_through(urgent, now) ? 1 : 0;
  return passed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_limit_of_reports)

BOOST_AUTO_TEST_CASE(lets_three_quarters_of_its_number_through_a_second) {
  report_limit limit{20};
  BOOST_TEST(let_through(limit, 1000, false, 5s) == 15);
  BOOST_TEST(let_through(limit, 10, false, 5999ms) == 0);
  BOOST_TEST(let_through(limit, 10, false, 6s) == 10);
}

BOOST_AUTO_TEST_CASE(keeps_the_last_quarter_for_what_is_urgent) {
  report_limit limit{20};
  let_through(limit, 1000, false, 5s);
  BOOST_TEST(let_through(limit, 1000, true, 5s) == 5);
  BOOST_TEST(let_through(limit, 1000, true, 6s) == 20);
  BOOST_TEST(let_through(limit, 1000, false, 6s) == 0);
}

BOOST_AUTO_TEST_CASE(tells_once_how_many_it_held_back) {
  report_limit limit{4};
  BOOST_TEST(limit.take_held_back() == 0u);
  let_through(limit, 10, false, 0s);
  limit.hold_back();
  BOOST_TEST(limit.take_held_back() == 8u);
  BOOST_TEST(limit.take_held_back() == 0u);
}

BOOST_AUTO_TEST_CASE(of_none_lets_nothing_through) {
  report_limit limit{0};
  BOOST_TEST(let_through(limit, 10, true, 0s) == 0);
  BOOST_TEST(let_through(limit, 10, false, 1h) == 0);
}

BOOST_AUTO_TEST_CASE(of_one_lets_anything_through) {
  report_limit limit{1};
  BOOST_TEST(let_through(limit, 10, false, 0s) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
