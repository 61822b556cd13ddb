// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/output.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::cli;

BOOST_AUTO_TEST_SUITE(output)

BOOST_AUTO_TEST_CASE(shows_json_a_member_a_line) {
  BOOST_TEST(pretty_json(std::string_view{R"({"a":1,"b":{"c":[1,2]},"d":{}})"}) ==
             "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [1,2]\n  },\n  \"d\": {}\n}");
  BOOST_TEST(pretty_json(std::string_view{"[1,2]"}) == "[1,2]");
  BOOST_TEST(pretty_json(std::string_view{"{}"}) == "{}");
  BOOST_TEST(pretty_json(std::string_view{"0.1"}) == "0.1");
}

BOOST_AUTO_TEST_CASE(leaves_alone_what_is_no_json) {
  BOOST_TEST(pretty_json(std::string_view{"no, thanks"}) == "no, thanks");
  BOOST_TEST(embedded_json("no") == "\"no\"");
  BOOST_TEST(embedded_json("{\"a\":18446744073709551615}") == "{\"a\":18446744073709551615}");
}

BOOST_AUTO_TEST_CASE(groups_digits) {
  BOOST_TEST(grouped(0) == "0");
  BOOST_TEST(grouped(999) == "999");
  BOOST_TEST(grouped(1000) == "1 000");
  BOOST_TEST(grouped(1234567) == "1 234 567");
}

BOOST_AUTO_TEST_SUITE_END()
