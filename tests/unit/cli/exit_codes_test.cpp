// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/exit_codes.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;

BOOST_AUTO_TEST_SUITE(an_exit_code)

BOOST_AUTO_TEST_CASE(says_whether_to_try_again_or_to_change_something) {
  BOOST_TEST(cli::exit_code_of({ec::busy, ""}) == 75);
  BOOST_TEST(cli::exit_code_of({ec::io, ""}) == 75);
  BOOST_TEST(cli::exit_code_of({ec::invalid, ""}) == 78);
  BOOST_TEST(cli::exit_code_of({ec::not_found, ""}) == 78);
  BOOST_TEST(cli::exit_code_of({ec::damaged, ""}) == 78);
  BOOST_TEST(cli::exit_code_of({ec::internal, ""}) == 70);
}

BOOST_AUTO_TEST_SUITE_END()
