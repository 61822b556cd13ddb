// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_columns.hpp"

#include <boost/test/unit_test.hpp>

using namespace commerce;

namespace {
const std::vector<std::string> usual{"InvoiceNo",   "StockCode", "Description", "Quantity",
                                     "InvoiceDate", "UnitPrice", "CustomerID",  "Country"};
}

BOOST_AUTO_TEST_SUITE(the_columns_of_invoices)

BOOST_AUTO_TEST_CASE(stand_in_the_usual_order) {
  auto found = find_columns(usual);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST((*found == invoice_columns{}));
}

BOOST_AUTO_TEST_CASE(may_stand_in_another_order_with_others_between) {
  auto header = usual;
  header.insert(header.begin(), "Shop");
  std::swap(header[1], header[8]);
  auto found = find_columns(header);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->count == 9u);
  BOOST_TEST(found->invoice_no == 8u);
  BOOST_TEST(found->country == 1u);
  BOOST_TEST(found->stock_code == 2u);
}

BOOST_AUTO_TEST_CASE(are_all_named_when_they_are_missing) {
  auto header = usual;
  header[1] = "SKU";
  header.pop_back();
  auto found = find_columns(header);
  BOOST_REQUIRE(!found);
  BOOST_TEST(found.failure().what ==
             "the header lacks StockCode, Country; the first row must name the columns");
}

BOOST_AUTO_TEST_CASE(may_not_come_twice) {
  auto header = usual;
  header.push_back("Quantity");
  auto found = find_columns(header);
  BOOST_REQUIRE(!found);
  BOOST_TEST(found.failure().what == "the header has Quantity twice; keep one");
}

BOOST_AUTO_TEST_SUITE_END()
