// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "service/handler_table.hpp"

#include "support/journal_values.hpp"
#include "troupe/service.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;

namespace {

struct order_placed {
  static constexpr event_type type{"orders.placed", 1};
  std::string id;
  std::string country;
  [[maybe_unused]] static constexpr auto key = &order_placed::id;
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (id, country))

journal::event_record event_of(std::string topic, std::string payload = "{}") {
  auto e = journal::trial::event(1, std::move(topic), "order-1");
  e.payload = payload;
  e.version = 1;
  return e;
}

/// The place in the behavior of the handler that takes a topic; -1 for none.
int taker(const std::vector<event_handler>& all, const std::string& topic) {
  handler_table table{all};
  const auto* found = table.find(topic);
  return found == nullptr ? -1 : static_cast<int>(found - all.data());
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_handler_table)

BOOST_AUTO_TEST_CASE(finds_the_typed_handler_before_any_pattern) {
  const behavior all{on("orders.*", [](const delivery&) {}), on(">", [](const delivery&) {}),
                     [](const order_placed&) {}};
  BOOST_TEST(taker(all.events, "orders.placed") == 2);
  BOOST_TEST(taker(all.events, "orders.shipped") == 0);
  BOOST_TEST(taker(all.events, "stock.added") == 1);
}

BOOST_AUTO_TEST_CASE(finds_none_for_a_topic_that_nobody_takes) {
  const behavior all{[](const order_placed&) {}};
  BOOST_TEST(taker(all.events, "orders") == -1);
  BOOST_TEST(taker(all.events, "orders.placed.twice") == -1);
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_a_pattern) {
  const behavior all{on("orders..", [](const delivery&) {})};
  BOOST_CHECK_EXCEPTION(handler_table{all.events}, std::invalid_argument,
                        [](const std::exception& x) {
                          return std::string{x.what()}.find("troupe::on(\"orders..\")") == 0;
                        });
}

BOOST_AUTO_TEST_CASE(names_all_topics_and_patterns) {
  const behavior all{on("stock.>", [](const delivery&) {}), [](const order_placed&) {}};
  const auto topics = handler_table{all.events}.topics();
  BOOST_REQUIRE_EQUAL(topics.size(), 2u);
  BOOST_TEST(topics[0].text() == "orders.placed");
  BOOST_TEST(topics[1].text() == "stock.>");
}

BOOST_AUTO_TEST_CASE(divides_by_the_events_key_by_another_member_or_not_at_all) {
  const std::string payload = R"({"id":"order-1","country":"Norway"})";
  const auto key_with = [&](const behavior& all, const journal::event_record& e) {
    handler_table table{all.events};
    return delivery_key(table, e);
  };
  const auto e = event_of("orders.placed", payload);
  BOOST_TEST(key_with({[](const order_placed&) {}}, e) == "order-1");
  BOOST_TEST(key_with({by(&order_placed::country, [](const order_placed&) {})}, e) == "Norway");
  BOOST_TEST(key_with({single([](const order_placed&) {})}, e) == "");
  BOOST_TEST(key_with({on("orders.*", [](const delivery&) {})}, e) == "order-1");
  BOOST_TEST(key_with({single(on("orders.*", [](const delivery&) {}))}, e) == "");
}

BOOST_AUTO_TEST_CASE(refuses_events_of_newer_versions) {
  const behavior all{[](const order_placed&) {}};
  auto newer = event_of("orders.placed");
  newer.version = 2;
  const auto decoded = decode(all.events[0], newer);
  BOOST_REQUIRE(!decoded);
  BOOST_TEST((decoded.failure().code == ec::incompatible));
  BOOST_TEST(decoded.failure().what == "version 2 of orders.placed was written, and this module "
                                       "knows version 1; build it with the newer definition");
}

BOOST_AUTO_TEST_CASE(has_no_key_for_what_cannot_be_decoded_or_is_not_handled) {
  const behavior all{by(&order_placed::country, [](const order_placed&) {})};
  handler_table table{all.events};
  BOOST_TEST(delivery_key(table, event_of("orders.placed", "{")) == "");
  BOOST_TEST(delivery_key(table, event_of("stock.added")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
