// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/columns.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::cli;

BOOST_AUTO_TEST_SUITE(text_in_columns)

BOOST_AUTO_TEST_CASE(is_filled_up_by_characters_and_not_by_bytes) {
  BOOST_TEST(left("ab", 4) == "ab  ");
  BOOST_TEST(left("├─", 4) == "├─  ");
  BOOST_TEST(right("42", 4) == "  42");
  BOOST_TEST(left("abcdef", 4) == "abcdef");
}

BOOST_AUTO_TEST_CASE(is_cut_between_characters) {
  BOOST_TEST(cut("abcdef", 6) == "abcdef");
  BOOST_TEST(cut("abcdefg", 6) == "abc...");
  BOOST_TEST(cut("äöüäöüä", 6) == "äöü...");
}

BOOST_AUTO_TEST_CASE(is_listed_as_people_do) {
  BOOST_TEST(listed({}) == "none");
  BOOST_TEST(listed({}, "nobody") == "nobody");
  BOOST_TEST(listed({"a"}) == "a");
  BOOST_TEST(listed({"a", "b", "c"}) == "a, b and c");
}

BOOST_AUTO_TEST_CASE(is_wrapped_between_words_behind_a_margin) {
  BOOST_TEST(wrapped({}, 2, 10) == "");
  BOOST_TEST(wrapped({"one", "two", "three"}, 2, 12) == "one  two\n  three");
  BOOST_TEST(wrapped({"longer than the line", "b"}, 2, 10) == "longer than the line\n  b");
}

BOOST_AUTO_TEST_SUITE_END()
