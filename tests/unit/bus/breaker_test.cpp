// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/breaker.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace troupe;
using namespace troupe::bus;
using namespace std::chrono_literals;

namespace {

using how = breaker::result;
using state = breaker::state;

constexpr breaker_policy in_a_row{.failures = 3, .share = 0, .pause = 10s, .factor = 2, .max = 35s};
constexpr breaker_policy by_share{
    .failures = 0, .share = 0.5, .minimum = 10, .window = 60s, .pause = 10s};

bool fail(breaker& x, breaker::time now) {
  return x.settled(how::failed, std::nullopt, "timeout", now);
}

/// Opened at 100 s.
void open(breaker& x) {
  for (int i = 0; i < 3; ++i)
    fail(x, 100s);
  BOOST_TEST_REQUIRE(!x.is_closed());
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_breaker)

BOOST_AUTO_TEST_CASE(is_closed_at_first) {
  const breaker x{in_a_row};
  BOOST_TEST(x.is_closed());
  BOOST_TEST((x.look().is == state::closed));
  BOOST_TEST(!x.open_until().has_value());
}

BOOST_AUTO_TEST_CASE(opens_after_so_many_failures_in_a_row) {
  breaker x{in_a_row};
  BOOST_TEST(!fail(x, 1s));
  BOOST_TEST(!fail(x, 2s));
  BOOST_TEST(x.is_closed());
  BOOST_TEST(fail(x, 3s));
  BOOST_TEST(!x.is_closed());
  BOOST_TEST((x.open_until() == 13s));
  BOOST_TEST(x.look().why == "3 failures in a row, the last: timeout");
}

BOOST_AUTO_TEST_CASE(counts_anew_after_one_that_was_handled) {
  breaker x{in_a_row};
  fail(x, 1s);
  fail(x, 1s);
  x.handled(1, 1s);
  fail(x, 1s);
  BOOST_TEST(!fail(x, 1s));
  BOOST_TEST(fail(x, 1s));
}

BOOST_AUTO_TEST_CASE(is_not_fed_by_what_tells_nothing) {
  breaker x{in_a_row};
  fail(x, 1s);
  fail(x, 1s);
  for (int i = 0; i < 100; ++i)
    BOOST_TEST(!x.settled(how::neither, std::nullopt, "no such address", 1s));
  BOOST_TEST(fail(x, 1s)); // Nor is a row broken by it.
}

BOOST_AUTO_TEST_CASE(opens_when_a_share_of_the_attempts_lately_failed) {
  breaker x{by_share};
  x.handled(5, 1s);
  for (int i = 0; i < 4; ++i)
    BOOST_TEST(!fail(x, 2s));
  BOOST_TEST(fail(x, 3s)); // 5 of 10
  BOOST_TEST(x.look().why == "5 of 10 attempts failed within 1m, the last: timeout");
}

BOOST_AUTO_TEST_CASE(wants_a_least_number_of_attempts_for_that) {
  breaker x{by_share};
  for (int i = 0; i < 9; ++i)
    BOOST_TEST(!fail(x, 1s));
  BOOST_TEST(fail(x, 1s));
}

BOOST_AUTO_TEST_CASE(forgets_what_was_before_the_window) {
  breaker x{by_share};
  for (int i = 0; i < 9; ++i)
    fail(x, 1s);
  BOOST_TEST(!fail(x, 70s)); // The only one of the last minute.
  BOOST_TEST(x.is_closed());
}

BOOST_AUTO_TEST_CASE(waits_ever_longer_for_the_next_probe_up_to_a_bound) {
  breaker x{in_a_row};
  open(x);
  auto now = breaker::time{100s};
  for (const auto pause : {20s, 35s, 35s}) {
    BOOST_TEST_REQUIRE(x.open_until().has_value());
    now = *x.open_until();
    const auto probe = x.begin_probe();
    BOOST_TEST((x.look().is == state::probing));
    BOOST_TEST(!x.open_until().has_value());
    BOOST_TEST(!x.settled(how::failed, probe, "timeout", now));
    BOOST_TEST((x.open_until() == now + pause));
  }
}

BOOST_AUTO_TEST_CASE(is_closed_by_a_probe_that_is_handled_and_counts_from_nothing) {
  breaker x{in_a_row};
  open(x);
  BOOST_TEST(x.settled(how::handled, x.begin_probe(), "", 110s));
  BOOST_TEST(x.is_closed());
  fail(x, 111s);
  BOOST_TEST(!fail(x, 111s));
  BOOST_TEST(fail(x, 111s));
  BOOST_TEST((x.open_until() == 121s)); // And waits as at first.
}

BOOST_AUTO_TEST_CASE(tries_another_at_once_after_a_probe_that_told_nothing) {
  breaker x{in_a_row};
  open(x);
  BOOST_TEST(!x.settled(how::neither, x.begin_probe(), "", 110s));
  BOOST_TEST(!x.is_closed());
  BOOST_TEST((x.open_until() == 110s));
  x.settled(how::failed, x.begin_probe(), "", 110s);
  BOOST_TEST((x.open_until() == 130s)); // One probe has failed.
}

BOOST_AUTO_TEST_CASE(listens_to_no_attempt_but_the_probe_while_it_is_open) {
  breaker x{in_a_row};
  open(x);
  for (const auto what : {how::handled, how::failed}) {
    BOOST_TEST(!x.settled(what, std::nullopt, "late", 105s));
    BOOST_TEST(!x.settled(what, breaker::in_any_case, "alone", 105s));
    BOOST_TEST((x.open_until() == 110s));
  }
  const auto first = x.begin_probe();
  x.settled(how::failed, first, "", 110s);
  const auto second = x.begin_probe();
  BOOST_TEST(!x.settled(how::handled, first, "a probe that was given up", 131s));
  BOOST_TEST(x.settled(how::handled, second, "", 131s));
}

BOOST_AUTO_TEST_CASE(tells_each_change_once) {
  std::vector<std::string> told;
  breaker x{in_a_row, [&](const breaker::change& c) {
              using kind = breaker::change::kind;
              told.push_back(c.what == kind::opened   ? "opened: " + c.why
                             : c.what == kind::closed ? "closed"
                                                      : "probe failed: " + c.why);
            }};
  open(x);
  fail(x, 101s);
  x.settled(how::failed, x.begin_probe(), "refused", 110s);
  x.settled(how::neither, x.begin_probe(), "rejected", 130s);
  x.settled(how::handled, x.begin_probe(), "", 130s);
  const std::vector<std::string> expected{"opened: 3 failures in a row, the last: timeout",
                                          "probe failed: refused", "closed"};
  BOOST_TEST(told == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
