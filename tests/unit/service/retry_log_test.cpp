// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "service/retry_log.hpp"

#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

using troupe::retry_log;
using namespace std::chrono_literals;

namespace {

std::string said(retry_log& log, std::uint64_t sequence, std::size_t failed_before,
                 std::chrono::nanoseconds now) {
  auto event = troupe::journal::trial::event(1);
  event.topic = "mails.wanted";
  event.sequence = sequence;
  return log.line(event, failed_before, "no such folder", now).value_or("");
}

} // namespace

BOOST_AUTO_TEST_SUITE(what_is_logged_of_deliveries_that_are_tried_again)

BOOST_AUTO_TEST_CASE(is_no_hiccup) {
  retry_log log;
  BOOST_TEST(said(log, 1, 0, 0s) == "");
  BOOST_TEST(said(log, 1, 1, 0s) == "");
  BOOST_TEST(said(log, 1, 2, 0s) ==
             "mails.wanted 1 failed 3 times, and is tried again: no such folder");
}

BOOST_AUTO_TEST_CASE(is_a_line_in_ten_seconds_however_many_fail) {
  retry_log log;
  BOOST_TEST(said(log, 1, 2, 0s) != "");
  for (std::uint64_t n = 2; n <= 8; ++n)
    BOOST_TEST(said(log, n, 2, 10s - 1ns) == "");
  BOOST_TEST(said(log, 9, 1, 10s) == "");
  BOOST_TEST(said(log, 9, 2, 10s) ==
             "mails.wanted 9 failed 3 times, and is tried again: no such folder "
             "(since this was said last, 7 more attempts failed)");
  BOOST_TEST(said(log, 1, 3, 20s) ==
             "mails.wanted 1 failed 4 times, and is tried again: no such folder");
}

BOOST_AUTO_TEST_SUITE_END()
