// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/starting_point.hpp"

#include "troupe/time.hpp"

#include <boost/test/unit_test.hpp>

using troupe::parse_starting_point;
using troupe::starting_point;
using kinds = troupe::starting_point::kinds;

BOOST_AUTO_TEST_SUITE(a_starting_point)

BOOST_AUTO_TEST_CASE(is_the_beginning_or_now) {
  BOOST_TEST((*parse_starting_point("beginning") == starting_point{kinds::beginning}));
  BOOST_TEST((*parse_starting_point("now") == starting_point{kinds::now}));
}

BOOST_AUTO_TEST_CASE(is_an_event_by_its_sequence) {
  const auto read = parse_starting_point("18446744073709551615");
  BOOST_REQUIRE(read);
  BOOST_TEST((read->kind == kinds::sequence));
  BOOST_TEST(read->sequence == 18446744073709551615u);
}

BOOST_AUTO_TEST_CASE(is_a_time_with_its_offset) {
  const auto read = parse_starting_point("2026-11-22T18:43:18+01:00");
  BOOST_REQUIRE(read);
  BOOST_TEST((read->kind == kinds::time));
  BOOST_TEST((read->time == *troupe::parse_time("2026-11-22T17:43:18Z")));
}

BOOST_AUTO_TEST_CASE(is_nothing_else) {
  for (const auto* text :
       {"", "end", "0", "-1", "1.5", "18446744073709551616", "2026-11-22", "12 "}) {
    const auto read = parse_starting_point(text);
    BOOST_TEST(!read, text);
    BOOST_TEST((read.failure().code == troupe::ec::invalid));
  }
}

BOOST_AUTO_TEST_CASE(is_written_as_it_is_read) {
  for (const auto* text : {"beginning", "now", "1000", "2026-11-22T17:43:18.000000Z"})
    BOOST_TEST(to_string(*parse_starting_point(text)) == text);
  BOOST_TEST(to_string(starting_point{}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
