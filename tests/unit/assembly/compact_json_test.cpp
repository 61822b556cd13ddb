// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/compact_json.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(compact_json)

BOOST_AUTO_TEST_CASE(is_one_line_without_white_space_between_its_tokens) {
  BOOST_TEST(troupe::assembly::compact_json("{ \"a b\" : [ 1 ,\n2 ] ,\t\"c\\\" \" : \" \" }\r\n") ==
             "{\"a b\":[1,2],\"c\\\" \":\" \"}");
}

BOOST_AUTO_TEST_SUITE_END()
