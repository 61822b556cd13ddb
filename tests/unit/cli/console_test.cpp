// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/console.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::cli;

BOOST_AUTO_TEST_SUITE(text_from_outside)

BOOST_AUTO_TEST_CASE(cannot_command_the_terminal) {
  BOOST_TEST(printable("a\x1b[2Jb\x7f") == "a\\x1b[2Jb\\x7f");
  BOOST_TEST(printable("zwei\n\tä") == "zwei\n\tä");
  BOOST_TEST(on_one_line("zwei\n\tä\r") == "zwei  ä\\x0d");
}

BOOST_AUTO_TEST_SUITE_END()
