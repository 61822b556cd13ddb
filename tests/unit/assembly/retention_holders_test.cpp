// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/retention_holders.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;

namespace {

using numbers = std::vector<journal::subscription_number>;

/// 100 events, of which the last of stock.low is the 20th.
journal::standing a_look() {
  journal::standing now;
  now.head = 100;
  now.last_of_topic = {{"orders.placed", 100}, {"stock.low", 20}};
  now.settled = {{1, 100}, {2, 99}, {3, 20}, {4, 19}, {5, 0}, {6, 100}};
  return now;
}

numbers holders(const std::vector<awaited>& own) {
  std::vector<journal::subscription_record> known;
  for (journal::subscription_number n = 1; n <= 6; ++n) {
    known.emplace_back();
    known.back().number = n;
  }
  return retention_holders(a_look(), known, own);
}

std::vector<pattern> to(const char* text) {
  return {*pattern::parse(text)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_holders_of_events)

BOOST_AUTO_TEST_CASE(are_those_that_have_one_before_them_and_those_that_no_child_has) {
  BOOST_TEST(holders({{1, to("orders.*")},  // has handled all
                      {2, to("orders.*")},  // has one before it
                      {3, to("stock.low")}, // has handled the last that it wants, long ago
                      {4, to("stock.low")}, // has that one before it
                      {5, {}}})             // is a source
                 == (numbers{2, 4, 6}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
