// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/breaker_policy.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(a_breaker_policy)

BOOST_AUTO_TEST_CASE(says_in_a_sentence_what_opens_it_and_what_comes_then) {
  BOOST_TEST(describe(breaker_policy{}) ==
             "after 5 failures in a row, or 50 % of at least 20 attempts within 1m failed, only a "
             "probe is tried, after 10s, then ever later, up to 5m");
  BOOST_TEST(describe(breaker_policy{.failures = 1, .share = 0, .pause = 3s, .factor = 1}) ==
             "after 1 failure, only a probe is tried, after 3s");
  BOOST_TEST(
      describe(
          breaker_policy{.failures = 0, .share = 0.125, .minimum = 8, .window = 90s, .max = 10s}) ==
      "after 12.5 % of at least 8 attempts within 1m30s failed, only a probe is tried, after "
      "10s");
}

BOOST_AUTO_TEST_CASE(lengthens_the_pause_by_its_factor_up_to_its_bound) {
  const breaker_policy x{.pause = 10s, .factor = 3, .max = 1min};
  BOOST_TEST((x.pause_after(10s) == 30s));
  BOOST_TEST((x.pause_after(30s) == 60s));
  BOOST_TEST((x.pause_after(60s) == 60s));
}

BOOST_AUTO_TEST_CASE(never_overflows) {
  const breaker_policy x{.factor = 1000, .max = 24h * 365 * 200};
  BOOST_TEST((x.pause_after(24h * 365 * 100) == x.max));
}

BOOST_AUTO_TEST_SUITE_END()
