// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/retry_policy.hpp"

#include <ostream>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using troupe::failure;
using troupe::retry_delays;
using troupe::retry_policy;

namespace {

struct bound_row {
  retry_policy policy;
  std::string words;
};

std::ostream& operator<<(std::ostream& out, const bound_row& x) {
  return out << x.words;
}

/// Without bounds of single classes.
retry_policy usual(int attempts, nanoseconds first, double factor, nanoseconds max, double jitter) {
  retry_policy x;
  x.attempts = attempts;
  x.delays = {first, factor, max};
  x.jitter = jitter;
  x.timeout.attempts = x.signal.attempts = 10'000;
  return x;
}

template <class Change>
retry_policy with(retry_policy x, Change change) {
  change(x);
  return x;
}

retry_policy listed(std::vector<nanoseconds> delays) {
  auto x = usual(static_cast<int>(delays.size()) + 1, 1s, 1, 1s, 0);
  x.delays.list = std::move(delays);
  return x;
}

const bound_row bounds[] = {
    {{},
     "at most 9 attempts over 17 min 28 s, among them at most 2 timeouts and 3 signals; "
     "over 1 h 36 min if its handler says how long to wait"},
    {usual(5, 50ms, 4, 4s, 0.2),
     "at most 5 attempts over 6 s; over 20 s if its handler says how long to wait"},
    {with(usual(5, 1s, 1, 1s, 0), [](auto& x) { x.signal.attempts = 1; }),
     "at most 5 attempts over 4 s, among them at most 1 signal"},
    {with(usual(5, 1s, 1, 1s, 0),
          [](auto& x) {
            x.crash.attempts = 4;
            x.timeout.attempts = 1;
            x.undecodable.attempts = 2;
          }),
     "at most 5 attempts over 4 s, among them at most 4 crashes, 1 timeout and 2 that cannot be "
     "decoded"},
    {usual(2, 50ms, 1, 50ms, 0), "at most 2 attempts over 50 ms"},
    {usual(2, 50ms, 1, 50ms, 0.2), "at most 2 attempts over 60 ms"},
    {usual(3, 1s, 1, 1s, 0), "at most 3 attempts over 2 s"},
    {usual(3, 30s, 1, 30s, 0), "at most 3 attempts over 1 min"},
    {usual(3, 1h, 1, 1h, 0), "at most 3 attempts over 2 h"},
    {usual(3, 18h, 2, 18h, 0), "at most 3 attempts over 1 d 12 h"},
    {usual(3, 3599500ms, 1, 3599500ms, 0), "at most 3 attempts over 2 h"},
    {usual(1, 1s, 1, 10min, 0), "1 attempt"},
    {usual(10000, 24h * 365 * 40, 1, 24h * 365 * 40, 1), "at most 10000 attempts over 18250 d"},
    {listed({1s, 10s, 1min}),
     "at most 4 attempts over 1 min 11 s; over 3 min if its handler says how long to wait"},
    {with(usual(9, 50ms, 4, 10min, 0.2), [](auto& x) { x.within = 5min; }),
     "at most 9 attempts over 5 min"},
    // Two crashes can each wait a minute instead of a second.
    {with(usual(4, 1s, 1, 1s, 0),
          [](auto& x) {
            x.crash = {3, retry_delays{1min, 1, 1min}};
          }),
     "at most 4 attempts over 2 min 1 s, among them at most 3 crashes"},
};

using history = retry_policy::history;

} // namespace

BOOST_AUTO_TEST_SUITE(a_retry_policy)

BOOST_AUTO_TEST_CASE(waits_longer_before_each_attempt_up_to_the_longest_wait) {
  const auto x = usual(9, 50ms, 4, 10min, 0.2);
  const auto wait = [&](int failed) { return x.wait_after(failure::retry, {failed, 1, 0s}, 0); };
  BOOST_TEST((wait(1) == 50ms));
  BOOST_TEST((wait(2) == 200ms));
  BOOST_TEST((wait(7) == 204800ms));
  BOOST_TEST((wait(8) == 10min));
  BOOST_TEST((wait(999) == 10min));
}

BOOST_AUTO_TEST_CASE(takes_its_waits_from_a_list_whose_last_goes_on) {
  auto x = listed({1s, 1min, 10s});
  x.attempts = 9;
  const auto wait = [&](int failed) { return x.wait_after(failure::retry, {failed, 1, 0s}, 0); };
  BOOST_TEST((wait(1) == 1s));
  BOOST_TEST((wait(2) == 1min));
  BOOST_TEST((wait(3) == 10s));
  BOOST_TEST((wait(8) == 10s));
}

BOOST_AUTO_TEST_CASE(lets_jitter_lengthen_a_wait_and_never_shorten_it) {
  const auto x = usual(9, 50ms, 4, 10min, 0.2);
  const auto wait = [&](int failed, double random01) {
    return x.wait_after(failure::crash, {failed, 1, 0s}, random01);
  };
  BOOST_TEST((wait(1, 0.5) == 55ms));
  BOOST_TEST((wait(1, 1) == 60ms));
  BOOST_TEST((wait(8, 1) == 12min));
  BOOST_TEST((wait(1, -7) == 50ms));
}

BOOST_AUTO_TEST_CASE(lets_a_class_have_waits_of_its_own) {
  auto x = usual(9, 1s, 1, 1s, 0);
  x.crash.delays = retry_delays{1min, 2, 1h};
  BOOST_TEST((x.wait_after(failure::retry, {1, 1, 0s}, 0) == 1s));
  BOOST_TEST((x.wait_after(failure::crash, {1, 1, 0s}, 0) == 1min));
  BOOST_TEST((x.wait_after(failure::crash, {3, 1, 0s}, 0) == 4min));
}

BOOST_AUTO_TEST_CASE(gives_a_handler_the_wait_that_it_asks_for_up_to_the_longest) {
  const auto x = usual(9, 50ms, 4, 10min, 0.2);
  const auto wait = [&](nanoseconds asked, double random01) {
    return x.wait_after(failure::retry, {1, 1, 0s}, random01, asked);
  };
  BOOST_TEST((wait(30s, 0) == 30s));
  BOOST_TEST((wait(30s, 1) == 36s));
  BOOST_TEST((wait(0s, 1) == 0s));
  BOOST_TEST((wait(-1s, 1) == 0s));
  BOOST_TEST((wait(24h, 0) == 10min));
}

BOOST_AUTO_TEST_CASE(ends_with_the_last_attempt_of_all_and_of_a_class) {
  auto x = usual(3, 1s, 1, 1s, 0);
  x.timeout.attempts = 2;
  BOOST_TEST(!x.is_last(failure::retry, {2, 2, 0s}));
  BOOST_TEST(x.is_last(failure::retry, {3, 3, 0s}));
  BOOST_TEST(!x.is_last(failure::timeout, {1, 1, 0s}));
  BOOST_TEST(x.is_last(failure::timeout, {2, 2, 0s}));
  BOOST_TEST(!x.is_last(failure::timeout, {2, 1, 0s}));
}

BOOST_AUTO_TEST_CASE(never_tries_again_what_is_rejected_and_else_not_what_cannot_be_decoded) {
  auto x = usual(3, 1s, 1, 1s, 0);
  BOOST_TEST(x.is_last(failure::reject, {1, 1, 0s}));
  BOOST_TEST(x.is_last(failure::undecodable, {1, 1, 0s}));
  x.undecodable.attempts = 2;
  BOOST_TEST(!x.is_last(failure::undecodable, {1, 1, 0s}));
}

BOOST_AUTO_TEST_CASE(makes_its_last_attempt_when_its_time_is_over) {
  auto x = usual(9, 1min, 1, 1min, 0.5);
  x.within = 90s;
  BOOST_TEST((x.wait_after(failure::retry, {1, 1, 0s}, 0) == 60s));
  BOOST_TEST((x.wait_after(failure::retry, {1, 1, 0s}, 1) == 90s));
  BOOST_TEST((x.wait_after(failure::retry, {2, 2, 60s}, 0) == 30s));
  BOOST_TEST(!x.is_last(failure::retry, {2, 2, 60s}));
  BOOST_TEST(x.is_last(failure::retry, {3, 3, 90s}));
}

BOOST_DATA_TEST_CASE(tells_its_bound_in_words, bounds, sample) {
  BOOST_TEST(describe(sample.policy) == sample.words);
}

BOOST_AUTO_TEST_CASE(never_waits_longer_than_its_bound) {
  const retry_policy x;
  auto sum = 0ns;
  for (int failed = 1; failed < x.attempts; ++failed)
    sum += x.wait_after(failure::retry, {failed, failed, sum}, 0.999999);
  BOOST_TEST((sum <= x.bound()));
  BOOST_TEST((sum > x.bound() - 10ms));
}

BOOST_AUTO_TEST_CASE(never_waits_longer_than_its_bound_where_handlers_ask) {
  const retry_policy x;
  auto sum = 0ns;
  for (int failed = 1; failed < x.attempts; ++failed)
    sum += x.wait_after(failure::retry, {failed, failed, sum}, 0.999999, 24h);
  BOOST_TEST((sum <= x.bound_if_asked()));
  BOOST_TEST((sum > x.bound_if_asked() - 100ms));
}

BOOST_AUTO_TEST_SUITE_END()
