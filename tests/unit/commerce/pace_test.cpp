// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/pace.hpp"

#include <boost/test/unit_test.hpp>

using namespace commerce;
using namespace std::chrono_literals;

namespace {
constexpr auto start = troupe::time_point{1'800'000'000s};
}

BOOST_AUTO_TEST_SUITE(a_pace)

BOOST_AUTO_TEST_CASE(without_limit_never_waits) {
  pace unlimited{0};
  BOOST_TEST(!unlimited.is_limited());
  BOOST_TEST((unlimited.wait_after(start, 1'000'000) == 0ns));
}

BOOST_AUTO_TEST_CASE(spreads_what_it_lets_through_over_a_second) {
  pace four{4};
  BOOST_TEST((four.wait_after(start) == 250ms));
  BOOST_TEST((four.wait_after(start + 250ms) == 250ms));
  BOOST_TEST((four.wait_after(start + 500ms, 2) == 500ms));
}

BOOST_AUTO_TEST_CASE(makes_up_for_what_came_late) {
  pace four{4};
  four.wait_after(start);
  BOOST_TEST((four.wait_after(start + 350ms) == 150ms));
  BOOST_TEST((four.wait_after(start + 900ms) == 0ms));
  BOOST_TEST((four.wait_after(start + 900ms) == 100ms));
}

BOOST_AUTO_TEST_CASE(starts_anew_after_a_pause_or_a_clock_set_back) {
  pace four{4};
  four.wait_after(start);
  BOOST_TEST((four.wait_after(start + 1h) == 250ms));
  BOOST_TEST((four.wait_after(start - 1h) == 250ms));
}

BOOST_AUTO_TEST_CASE(waits_a_year_at_most) {
  BOOST_TEST((pace{1e-300}.wait_after(start) == 24h * 365));
  BOOST_TEST((pace{1}.wait_after(start, 1'000'000'000'000) == 24h * 365));
}

BOOST_AUTO_TEST_SUITE_END()
