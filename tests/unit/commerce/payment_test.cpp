// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/payment.hpp"

#include <boost/test/unit_test.hpp>

using namespace commerce;

BOOST_AUTO_TEST_SUITE(the_payment_service)

BOOST_AUTO_TEST_CASE(complains_about_more_than_a_thousand_permille) {
  BOOST_TEST((payment_options{600, 100, 300}.complaints().empty()));
  const auto found = payment_options{600, 100, 301}.complaints();
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].what == "decline_permille, retry_permille and crash_permille come to 1001; "
                              "together they may be 1000 at most");
  BOOST_TEST((payment_options{~0u, ~0u, ~0u}.complaints().size() == 1u));
}

BOOST_AUTO_TEST_SUITE_END()
