// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/reason.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal {

BOOST_AUTO_TEST_SUITE(the_reason_of_a_dead_letter)

BOOST_AUTO_TEST_CASE(is_found_by_the_name_it_has) {
  for (int i = 0; i <= static_cast<int>(dead_letter_reason::unhandled); ++i) {
    const auto reason = static_cast<dead_letter_reason>(i);
    BOOST_TEST(name_of(reason) != "unknown");
    BOOST_TEST((reason_named(name_of(reason)) == reason));
  }
}

BOOST_AUTO_TEST_CASE(is_nothing_for_another_name) {
  BOOST_TEST(!reason_named("spent"));
  BOOST_TEST(!reason_named(""));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(how_an_attempt_failed)

BOOST_AUTO_TEST_CASE(is_found_by_the_name_it_has) {
  for (int i = 1; i <= static_cast<int>(failure::signal); ++i) {
    const auto why = static_cast<failure>(i);
    BOOST_TEST(name_of(why) != "unsaid");
    BOOST_TEST((failure_named(name_of(why)) == why));
  }
}

BOOST_AUTO_TEST_CASE(is_unsaid_for_another_name) {
  BOOST_TEST((failure_named("earthquake") == failure::unsaid));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal
