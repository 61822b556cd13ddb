// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

std::string nested(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') +
         std::string(static_cast<std::size_t>(depth), ']');
}

const std::vector<std::string> not_json{
    "",
    " ",
    "{",
    "[1,]",
    "{\"a\":}",
    "nul",
    "01",
    "+1",
    "1.",
    ".5",
    "'a'",
    "\"\n\"",
    "\"\\x\"",
    "{a:1}",
    "NaN",
    "1 2",
    "[1] x",
    "// a\n1",
    "\"\xff\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\xc0\xaf\"",
    "\"\xed\xa0\x80\"",
    "[1}",
    "{\"a\" 1}",
    "\xef\xbb\xbf{}",
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_json_parser)

BOOST_DATA_TEST_CASE(refuses_what_is_not_json_and_says_at_which_byte, not_json) {
  const auto parsed = troupe::parse_json(sample);
  BOOST_TEST_REQUIRE(!parsed.has_value());
  BOOST_TEST(parsed.failure().what.starts_with("not JSON: "));
  BOOST_TEST(parsed.failure().what.find(" at byte ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(points_at_the_byte_of_the_mistake) {
  BOOST_TEST(troupe::parse_json("[1, x]").failure().what == "not JSON: syntax error at byte 4");
  BOOST_TEST(troupe::parse_json("[1] x").failure().what == "not JSON: extra data at byte 4");
}

BOOST_AUTO_TEST_CASE(accepts_blanks_around_a_value) {
  BOOST_TEST(troupe::parse_json(" \t\r\n{ } \n").has_value());
}

BOOST_AUTO_TEST_CASE(goes_32_levels_deep_and_no_further) {
  BOOST_TEST(troupe::parse_json(nested(32)).has_value());
  BOOST_TEST(!troupe::parse_json(nested(33)).has_value());
  BOOST_TEST(!troupe::parse_json(std::string(1'000'000, '[')).has_value());
}

BOOST_AUTO_TEST_CASE(reads_escapes_and_surrogate_pairs) {
  const auto text = troupe::from_json<std::string>(R"("\u00e9\ud83d\ude00\u0000\/")");
  BOOST_TEST_REQUIRE(text.has_value());
  BOOST_TEST((*text == std::string{"é😀\0/", 8}));
}

BOOST_AUTO_TEST_CASE(makes_doubles_exactly) {
  // Boost.JSON 1.81 is off by a bit in these.
  BOOST_TEST(troupe::from_json<double>("1.7976931348623157e308").value() == 1.7976931348623157e308);
  BOOST_TEST(troupe::from_json<double>("2.2250738585072011e-308").value() ==
             2.2250738585072011e-308);
  BOOST_TEST(troupe::from_json<double>("0.1234567890123456789").value() == 0.1234567890123456789);
  BOOST_TEST(troupe::from_json<double>("-8.5e-17").value() == -8.5e-17);
  BOOST_TEST(troupe::from_json<double>("1e-999").value() == 0.0);
}

BOOST_AUTO_TEST_CASE(refuses_numbers_that_cannot_be_written_again) {
  const std::string what = "it holds a number that is too large";
  for (const auto* text : {"5e820", "-1e309", R"({"a":[1,{"b":5e820}]})"}) {
    BOOST_TEST(troupe::parse_json(text).failure().what == what);
    BOOST_TEST(troupe::from_json<boost::json::value>(text).failure().what == what);
  }
}

BOOST_AUTO_TEST_CASE(reads_documents_larger_than_its_buffers) {
  std::vector<std::string> many(5000, std::string(100, 'x'));
  BOOST_TEST((troupe::from_json<std::vector<std::string>>(troupe::to_json(many)).value() == many));
}

BOOST_AUTO_TEST_SUITE_END()
