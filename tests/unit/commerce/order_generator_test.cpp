// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/order_generator.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

using namespace commerce;

namespace {

std::string as_text(const order_invoice& order) {
  auto text = order.order_id + " " + order.customer + " " + order.country;
  for (const auto& line : order.lines)
    text += " " + line.sku + "x" + std::to_string(line.quantity) + "@" +
            std::to_string(line.price_minor);
  return text + " = " + std::to_string(order.total_minor);
}

} // namespace

BOOST_AUTO_TEST_SUITE(an_order_generator)

BOOST_AUTO_TEST_CASE(makes_the_same_order_for_the_same_seed_and_number) {
  BOOST_TEST(as_text(order_generator{1}(7)) == as_text(order_generator{1}(7)));
  // A stored position counts on this: the orders of a seed never change.
  BOOST_TEST(as_text(order_generator{1}(0)) ==
             "G1-1 12158 United Kingdom 20873x4@255 20737x4@255 20260x4@1275 = 7140");
  BOOST_TEST(as_text(order_generator{1, 3}(99'999)) ==
             "G1x3-100000 14283 United Kingdom 20303x1@495 20968x3@295 20501x3@85 = 1635");
}

BOOST_AUTO_TEST_CASE(makes_other_orders_for_other_seeds_and_numbers) {
  std::set<std::string> contents;
  for (std::uint64_t seed = 0; seed < 10; ++seed)
    for (std::uint64_t number = 0; number < 100; ++number) {
      auto order = order_generator{seed, 5}(number);
      order.order_id.clear();
      contents.insert(as_text(order));
    }
  BOOST_TEST(contents.size() == 1000u);
}

BOOST_AUTO_TEST_CASE(makes_sound_orders) {
  std::set<std::string> ids;
  std::map<std::string, std::int64_t> prices;
  std::set<std::size_t> line_counts;
  for (std::uint64_t number = 0; number < 5000; ++number) {
    auto order = order_generator{42}(number);
    BOOST_REQUIRE(!order.order_id.starts_with('C'));
    ids.insert(order.order_id);
    line_counts.insert(order.lines.size());
    std::int64_t total = 0;
    for (const auto& line : order.lines) {
      BOOST_REQUIRE(line.quantity > 0);
      BOOST_REQUIRE(prices.emplace(line.sku, line.price_minor).first->second == line.price_minor);
      total += line.quantity * line.price_minor;
    }
    BOOST_REQUIRE(total > 0);
    BOOST_REQUIRE(order.total_minor == total);
    BOOST_REQUIRE(quantities_by_sku(order.lines).size() == order.lines.size());
  }
  BOOST_TEST(ids.size() == 5000u);
  BOOST_TEST((line_counts == std::set<std::size_t>{1, 2, 3, 4, 5}));
}

BOOST_AUTO_TEST_CASE(makes_as_many_lines_as_it_is_told) {
  for (std::uint64_t number = 0; number < 100; ++number)
    BOOST_TEST((order_generator{1, 3}(number).lines.size()) == 3u);
  BOOST_TEST((order_generator{1, 1'000'000}(0).lines.size()) == order_generator::most_lines);
}

BOOST_AUTO_TEST_SUITE_END()
