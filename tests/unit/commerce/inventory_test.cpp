// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/inventory.hpp"

#include "commerce/events.hpp"
#include "unit/commerce/small_stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace commerce;
using support::small_stage;

BOOST_AUTO_TEST_SUITE(the_inventory)

BOOST_AUTO_TEST_CASE(keeps_count_of_what_was_taken_returned_and_adjusted) {
  small_stage stage;
  stage.add("inventory", R"({"initial_stock":10})");
  stage.publish(stock_requested{"A", "1", 0, 8});
  stage.publish(stock_requested{"A", "2", 0, 3});
  stage.publish(stock_returned{"A", 2, "C3"});
  stage.publish(stock_requested{"A", "4", 0, 3});
  stage.publish(stock_released{"A", "1", 8});
  stage.publish(stock_adjusted{"A", -20, "5"});
  stage.run();
  auto level = stage.ask(get_stock{"A"});
  BOOST_TEST(level.left == -11);
  BOOST_TEST(level.initial == 10);
  BOOST_TEST(level.taken == 3);
  BOOST_TEST(level.returned == 2);
  BOOST_TEST(level.adjusted == -20);
  BOOST_TEST(stage.count("stock.reserved") == 2u);
  BOOST_TEST(stage.count("stock.refused") == 1u);
  BOOST_TEST(stage.ask(get_stock{"unseen"}).left == 10);
}

BOOST_AUTO_TEST_CASE(never_refuses_who_wants_nothing_or_brings_something) {
  small_stage stage;
  stage.add("inventory", R"({"initial_stock":0})");
  stage.publish(stock_adjusted{"A", -5, "0"});
  stage.publish(stock_requested{"A", "1", 0, 0});
  stage.publish(stock_requested{"A", "2", 0, -2});
  stage.publish(stock_requested{"A", "3", 0, 1});
  stage.run();
  BOOST_TEST(stage.count("stock.reserved") == 2u);
  BOOST_TEST(stage.ask(get_stock{"A"}).left == -3);
}

BOOST_AUTO_TEST_CASE(begins_with_a_stock_that_is_not_negative) {
  BOOST_TEST(inventory_options{0}.complaints().empty());
  const auto found = inventory_options{-1}.complaints();
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].option == "initial_stock");
}

BOOST_AUTO_TEST_SUITE_END()
