// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/retry_policy.hpp"

#include <ostream>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using troupe::retry_policy;

namespace {

struct bound_row {
  retry_policy policy;
  std::string words;
};

std::ostream& operator<<(std::ostream& out, const bound_row& x) {
  return out << x.words;
}

const bound_row bounds[] = {
    {{}, "at most 9 attempts over 17 min 28 s, among them at most 2 timeouts and 3 signals"},
    {{5, 50ms, 4, 10min, 0.2, 5, 9}, "at most 5 attempts over 6 s"},
    {{5, 50ms, 4, 10min, 0.2, 5, 1}, "at most 5 attempts over 6 s, among them at most 1 signal"},
    {{2, 50ms, 4, 10min, 0}, "at most 2 attempts over 50 ms"},
    {{2, 50ms, 4, 10min, 0.2}, "at most 2 attempts over 60 ms"},
    {{3, 1s, 1, 10min, 0, 3}, "at most 3 attempts over 2 s"},
    {{3, 30s, 1, 10min, 0, 3}, "at most 3 attempts over 1 min"},
    {{3, 1h, 1, 10h, 0, 3}, "at most 3 attempts over 2 h"},
    {{3, 12h, 2, 24h, 0, 3}, "at most 3 attempts over 1 d 12 h"},
    {{3, 3599500ms, 1, 10h, 0, 3}, "at most 3 attempts over 2 h"},
    {{1, 1s, 1, 10min, 0}, "1 attempt"},
    {{10000, 1h, 1000, 24h * 365 * 40, 1, 10000, 10000}, "at most 10000 attempts over 18250 d"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_retry_policy)

BOOST_AUTO_TEST_CASE(waits_longer_before_each_attempt_up_to_the_longest_wait) {
  const retry_policy x{9, 50ms, 4, 10min, 0.2};
  BOOST_TEST((x.delay_before(1, 0) == 0ms));
  BOOST_TEST((x.delay_before(2, 0) == 50ms));
  BOOST_TEST((x.delay_before(3, 0) == 200ms));
  BOOST_TEST((x.delay_before(8, 0) == 204800ms));
  BOOST_TEST((x.delay_before(9, 0) == 10min));
  BOOST_TEST((x.delay_before(1000, 0) == 10min));
}

BOOST_AUTO_TEST_CASE(lets_jitter_lengthen_a_wait_and_never_shorten_it) {
  const retry_policy x{9, 50ms, 4, 10min, 0.2};
  BOOST_TEST((x.delay_before(2, 0.5) == 55ms));
  BOOST_TEST((x.delay_before(2, 1) == 60ms));
  BOOST_TEST((x.delay_before(9, 1) == 12min));
  BOOST_TEST((x.delay_before(2, -7) == 50ms));
}

BOOST_DATA_TEST_CASE(tells_its_bound_in_words, bounds, sample) {
  BOOST_TEST(describe(sample.policy) == sample.words);
}

BOOST_AUTO_TEST_CASE(never_waits_longer_than_its_bound) {
  const retry_policy x;
  auto sum = 0ns;
  for (int attempt = 2; attempt <= x.attempts; ++attempt)
    sum += x.delay_before(attempt, 0.999999);
  BOOST_TEST((sum <= x.bound()));
  BOOST_TEST((sum > x.bound() - 10ms));
}

BOOST_AUTO_TEST_SUITE_END()
