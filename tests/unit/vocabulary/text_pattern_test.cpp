// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "vocabulary/text_pattern.hpp"

#include "vocabulary/characters.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace troupe;

BOOST_AUTO_TEST_SUITE(a_pattern_of_text)

BOOST_AUTO_TEST_CASE(is_matched_by_the_whole_text) {
  BOOST_TEST(matches_pattern("[A-Z]{2}", "DE"));
  BOOST_TEST(!matches_pattern("[A-Z]{2}", "DEU"));
  BOOST_TEST(!matches_pattern("[A-Z]{2}", " DE"));
  BOOST_TEST(matches_pattern("a|bc", "bc"));
  BOOST_TEST(matches_pattern("", ""));
}

BOOST_AUTO_TEST_CASE(is_of_characters_and_not_of_bytes) {
  BOOST_TEST(matches_pattern("..", "ä€"));
  BOOST_TEST(matches_pattern("[ä-ü]+", "öü"));
  BOOST_TEST(!matches_pattern(".", "ab"));
}

BOOST_AUTO_TEST_CASE(is_told_where_it_is_none) {
  BOOST_TEST(check_pattern("[0-9]+").has_value());
  const auto wrong = check_pattern("[A-");
  BOOST_TEST_REQUIRE(!wrong.has_value());
  BOOST_TEST(wrong.failure().what.find("\"[A-\" is no regular expression") == 0u);
  BOOST_TEST(!matches_pattern("[A-", "A"));
}

BOOST_AUTO_TEST_CASE(takes_a_text_of_any_length) {
  const std::string long_one(1'000'000, 'a');
  BOOST_TEST(matches_pattern("[ab]*", long_one));
  BOOST_TEST(!matches_pattern("[ab]*", long_one + 'c'));
}

BOOST_AUTO_TEST_CASE(is_given_up_where_it_takes_too_many_steps) {
  BOOST_TEST(!matches_pattern("(a|b)*c?", std::string(1'000'000, 'a')));
  BOOST_TEST(!matches_pattern("(x+x+)+y", std::string(60, 'x')));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(characters)

BOOST_AUTO_TEST_CASE(are_counted_by_code_point) {
  BOOST_TEST(count_characters("") == 0u);
  BOOST_TEST(count_characters("aä€\U0001F600") == 4u);
  BOOST_TEST((characters_of("aä€\U0001F600") == L"aä€\U0001F600"));
}

BOOST_AUTO_TEST_CASE(are_replaced_where_bytes_are_none) {
  BOOST_TEST((characters_of("a\xff"
                            "b") == L"a\uFFFDb"));
  BOOST_TEST((characters_of("\xe2\x82") == L"\uFFFD"));
  BOOST_TEST((characters_of("\x80") == L"\uFFFD"));
}

BOOST_AUTO_TEST_SUITE_END()
