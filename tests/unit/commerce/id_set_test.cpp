// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/id_set.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace commerce;

BOOST_AUTO_TEST_SUITE(an_id_set)

BOOST_AUTO_TEST_CASE(holds_each_id_once) {
  id_set ids;
  BOOST_TEST(!ids.contains("a"));
  BOOST_TEST(ids.insert("a"));
  BOOST_TEST(ids.contains("a"));
  BOOST_TEST(!ids.insert("a"));
  BOOST_TEST(!ids.contains("A"));
  BOOST_TEST(ids.insert(""));
  BOOST_TEST(ids.size() == 2u);
}

BOOST_AUTO_TEST_CASE(takes_no_id_for_another) {
  id_set ids;
  for (int number = 0; number < 100'000; ++number)
    BOOST_REQUIRE(ids.insert(std::to_string(number)));
  BOOST_TEST(ids.size() == 100'000u);
}

BOOST_AUTO_TEST_SUITE_END()
