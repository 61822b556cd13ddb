// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/place_in.hpp"

#include "deployment/document.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace troupe;

namespace {

std::string place_of(const std::string& path) {
  deploy::complaints found;
  const auto read = deploy::load_document("order: A1\n"
                                          "lines:\n"
                                          "  - sku: MUG\n"
                                          "  - sku: CAN\n"
                                          "    quantity: 2\n"
                                          "empty:\n",
                                          found);
  const auto at = testing::place_in(*read, path);
  return at ? std::to_string(at->line) + ':' + std::to_string(at->column) : "nowhere";
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_path_in_a_value)

BOOST_AUTO_TEST_CASE(leads_to_where_it_is_written) {
  BOOST_TEST(place_of(".order") == "1:8");
  BOOST_TEST(place_of(".lines[1].quantity") == "5:15");
  BOOST_TEST(place_of(".lines[1]") == "4:5");
  BOOST_TEST(place_of(".empty") == "6:1");
}

BOOST_AUTO_TEST_CASE(leads_as_far_as_there_is_something) {
  BOOST_TEST(place_of(".lines[1].price") == "4:5");
  BOOST_TEST(place_of(".lines[7].sku") == "3:3");
  BOOST_TEST(place_of(".price") == "nowhere");
  BOOST_TEST(place_of("") == "nowhere");
}

BOOST_AUTO_TEST_SUITE_END()
