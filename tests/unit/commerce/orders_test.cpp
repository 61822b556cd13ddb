// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/orders.hpp"

#include "commerce/analytics.hpp"
#include "commerce/events.hpp"
#include "commerce/inventory.hpp"
#include "unit/commerce/small_stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace commerce;
using support::small_stage;

namespace {

order_placed order_of(std::string id, std::vector<invoice_line> lines) {
  order_placed placed;
  placed.order_id = std::move(id);
  placed.country = "France";
  placed.lines = std::move(lines);
  for (const auto& line : placed.lines)
    placed.total_minor += line.quantity * line.price_minor;
  return placed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_orders_service)

BOOST_AUTO_TEST_CASE(requests_the_lines_of_a_sku_as_one_sum) {
  small_stage stage;
  stage.add("orders");
  stage.publish(order_of("1", {{"A", 2, 100}, {"B", 1, 100}, {"A", 3, 100}}));
  stage.run();
  BOOST_REQUIRE(stage.count("stock.requested") == 2u);
  BOOST_TEST(stage.events()[1].payload == troupe::to_json(stock_requested{"A", "1", 0, 5}));
  BOOST_TEST(stage.events()[2].payload == troupe::to_json(stock_requested{"B", "1", 1, 1}));
}

BOOST_AUTO_TEST_CASE(rejects_an_order_when_all_answers_are_in_and_gives_back_what_was_reserved) {
  small_stage stage;
  stage.add("orders");
  stage.publish(order_of("1", {{"A", 2, 100}, {"B", 1, 100}, {"C", 7, 100}}));
  stage.publish(stock_reserved{"1", 0});
  stage.publish(stock_refused{"1", 1, 0});
  stage.run();
  BOOST_TEST(stage.count("orders.rejected") == 0u);
  stage.publish(stock_reserved{"1", 2});
  stage.run();
  BOOST_TEST(stage.count("orders.rejected") == 1u);
  BOOST_TEST(stage.count("stock.released") == 2u);
  BOOST_TEST(stage.events().back().payload == troupe::to_json(stock_released{"C", "1", 7}));
  auto story = stage.ask(get_order{"1"});
  BOOST_TEST((story.status == order_status::rejected));
  BOOST_TEST(story.story.back().what == "rejected: out of stock: B");
}

BOOST_AUTO_TEST_CASE(gives_back_the_stock_of_a_declined_order) {
  small_stage stage;
  stage.add_all({{"intake", "{}"},
                 {"inventory", R"({"initial_stock":5})"},
                 {"payment", R"({"decline_permille":1000})"},
                 {"notification", R"({"file":"/dev/null"})"}});
  stage.publish(order_of("1", {{"A", 5, 100}}));
  stage.run();
  BOOST_TEST(stage.ask(get_stock{"A"}).left == 5);
  BOOST_TEST((stage.ask(get_order{"1"}).items.front().status == item_status::released));
  BOOST_TEST(stage.ask(get_summary{}).orders_declined == 1);
}

BOOST_AUTO_TEST_CASE(tells_the_story_of_an_order) {
  small_stage stage;
  stage.add_all({{"notification", R"({"file":"/dev/null"})"}});
  stage.publish(order_of("1", {{"A", 5, 100}, {"B", 1, 250}}));
  stage.run();
  auto story = stage.ask(get_order{"1"});
  BOOST_TEST(story.order_id == "1");
  BOOST_TEST((story.status == order_status::shipped));
  BOOST_TEST(story.total_minor == 750);
  std::vector<std::string> steps;
  for (const auto& step : story.story)
    steps.push_back(step.what);
  BOOST_TEST(steps ==
                 (std::vector<std::string>{"placed, 2 SKUs requested", "all reserved, confirmed",
                                           "payment captured", "shipped"}),
             boost::test_tools::per_element());
  BOOST_TEST((stage.ask(get_order{"none"}).status == order_status::unknown));
}

BOOST_AUTO_TEST_CASE(refuses_an_order_that_was_placed_before) {
  small_stage stage;
  stage.add("orders");
  stage.publish(order_of("1", {{"A", 5, 100}}));
  stage.publish(order_of("1", {{"A", 5, 100}}));
  stage.run();
  BOOST_TEST(stage.count("stock.requested") == 1u);
  BOOST_REQUIRE(stage.dead_letters().size() == 1u);
  BOOST_TEST(stage.dead_letters().front().reason == "order 1 was placed before");
}

BOOST_AUTO_TEST_SUITE_END()
