// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/named_id.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;

BOOST_AUTO_TEST_SUITE(a_named_id)

// It stands in journals: another algorithm would leave their timers without anybody to clear them.
BOOST_AUTO_TEST_CASE(is_the_same_for_ever) {
  BOOST_TEST(to_string(named_id("billing", "monthly")) == "e218384c-63ea-56a9-be5d-a902a93a5bd3");
}

BOOST_AUTO_TEST_CASE(differs_with_the_name_and_with_the_service) {
  BOOST_TEST((named_id("billing", "monthly") != named_id("billing", "weekly")));
  BOOST_TEST((named_id("billing", "monthly") != named_id("shipping", "monthly")));
  BOOST_TEST((named_id("a", "bc") != named_id("ab", "c")));
}

BOOST_AUTO_TEST_CASE(is_a_uuid_of_version_5) {
  const auto id = named_id("billing", "monthly");
  BOOST_TEST((id.bytes[6] >> 4) == 5);
  BOOST_TEST((id.bytes[8] >> 6) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
