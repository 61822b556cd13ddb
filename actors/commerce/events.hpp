// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/invoice.hpp"
#include "troupe/event.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The facts of the order-processing system. Money is in minor units of one currency.
///
/// Who announces what, and who reacts:
///
///     intake        orders.placed        -> orders, analytics
///                   returns.received     -> analytics      stock.returned -> inventory
///                   adjustments.received -> analytics      stock.adjusted -> inventory
///     orders        stock.requested, stock.released        -> inventory
///                   orders.confirmed                       -> payment
///                   orders.rejected, orders.declined       -> notification, analytics
///     inventory     stock.reserved, stock.refused          -> orders
///     payment       payments.captured                      -> orders, shipping, analytics
///                   payments.declined                      -> orders
///     shipping      orders.shipped                         -> orders, notification, analytics
///     analytics     analytics.revenue_updated (transient)
namespace commerce {

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  static constexpr std::string_view description =
      "Somebody has ordered; nothing is reserved or paid yet.";
  std::string order_id;
  troupe::time_point placed_at{};
  std::string customer;
  std::string country;
  std::vector<invoice_line> lines;
  std::int64_t total_minor = 0;
  static constexpr auto key = &order_placed::order_id;
  static constexpr auto constraints = troupe::constraints(
      troupe::length(&order_placed::order_id, 1), troupe::at_least(&order_placed::total_minor, 0));
  static std::vector<order_placed> examples() {
    return {{"order-1",
             troupe::time_point{std::chrono::seconds{1'291'191'960}},
             "17850",
             "United Kingdom",
             {{"85123A", 6, 255}},
             1530}};
  }
};
BOOST_DESCRIBE_STRUCT(order_placed, (),
                      (order_id, placed_at, customer, country, lines, total_minor))

/// An invoice of goods that came back; each SKU of it is a `stock_returned`.
struct return_received {
  static constexpr troupe::event_type type{"returns.received", 1};
  static constexpr std::string_view description =
      "Goods came back. What it means for the stock is a stock.returned for each SKU.";
  std::string return_id;
  std::string country;
  std::int64_t refund_minor = 0;
  static constexpr auto key = &return_received::return_id;
};
BOOST_DESCRIBE_STRUCT(return_received, (), (return_id, country, refund_minor))

/// An invoice that corrects the stock; each SKU of it is a `stock_adjusted`.
struct adjustment_received {
  static constexpr troupe::event_type type{"adjustments.received", 1};
  static constexpr std::string_view description =
      "The stock was corrected. What it means is a stock.adjusted for each SKU.";
  std::string adjustment_id;
  static constexpr auto key = &adjustment_received::adjustment_id;
};
BOOST_DESCRIBE_STRUCT(adjustment_received, (), (adjustment_id))

struct stock_returned {
  static constexpr troupe::event_type type{"stock.returned", 1};
  static constexpr std::string_view description = "A quantity of a SKU came back with a return.";
  std::string sku;
  std::int64_t quantity = 0;
  std::string return_id;
  static constexpr auto key = &stock_returned::sku;
};
BOOST_DESCRIBE_STRUCT(stock_returned, (), (sku, quantity, return_id))

struct stock_adjusted {
  static constexpr troupe::event_type type{"stock.adjusted", 1};
  static constexpr std::string_view description =
      "The stock of a SKU was corrected by a quantity, which may be negative.";
  std::string sku;
  std::int64_t quantity = 0;
  std::string adjustment_id;
  static constexpr auto key = &stock_adjusted::sku;
};
BOOST_DESCRIBE_STRUCT(stock_adjusted, (), (sku, quantity, adjustment_id))

/// `item` is the SKU's place in the order.
struct stock_requested {
  static constexpr troupe::event_type type{"stock.requested", 1};
  static constexpr std::string_view description =
      "An order needs a quantity of a SKU, the sum of its lines.";
  std::string sku;
  std::string order_id;
  std::uint32_t item = 0;
  std::int64_t quantity = 0;
  static constexpr auto key = &stock_requested::sku;
  static constexpr auto constraints = troupe::constraints(
      troupe::length(&stock_requested::sku, 1), troupe::length(&stock_requested::order_id, 1));
};
BOOST_DESCRIBE_STRUCT(stock_requested, (), (sku, order_id, item, quantity))

struct stock_reserved {
  static constexpr troupe::event_type type{"stock.reserved", 1};
  static constexpr std::string_view description =
      "The stock for one item of an order is set aside.";
  std::string order_id;
  std::uint32_t item = 0;
  static constexpr auto key = &stock_reserved::order_id;
};
BOOST_DESCRIBE_STRUCT(stock_reserved, (), (order_id, item))

struct stock_refused {
  static constexpr troupe::event_type type{"stock.refused", 1};
  static constexpr std::string_view description =
      "There is not enough on hand for one item of an order.";
  std::string order_id;
  std::uint32_t item = 0;
  std::int64_t on_hand = 0;
  static constexpr auto key = &stock_refused::order_id;
};
BOOST_DESCRIBE_STRUCT(stock_refused, (), (order_id, item, on_hand))

struct stock_released {
  static constexpr troupe::event_type type{"stock.released", 1};
  static constexpr std::string_view description =
      "What was reserved for an order goes back, for it was rejected or declined.";
  std::string sku;
  std::string order_id;
  std::int64_t quantity = 0;
  static constexpr auto key = &stock_released::sku;
};
BOOST_DESCRIBE_STRUCT(stock_released, (), (sku, order_id, quantity))

struct order_confirmed {
  static constexpr troupe::event_type type{"orders.confirmed", 1};
  static constexpr std::string_view description = "All of the order is reserved; it can be paid.";
  std::string order_id;
  std::string country;
  std::int64_t amount_minor = 0;
  static constexpr auto key = &order_confirmed::order_id;
  static constexpr auto constraints =
      troupe::constraints(troupe::at_least(&order_confirmed::amount_minor, 0));
};
BOOST_DESCRIBE_STRUCT(order_confirmed, (), (order_id, country, amount_minor))

struct order_rejected {
  static constexpr troupe::event_type type{"orders.rejected", 1};
  static constexpr std::string_view description =
      "The order ended because something of it is not in stock.";
  std::string order_id;
  std::string reason;
  static constexpr auto key = &order_rejected::order_id;
};
BOOST_DESCRIBE_STRUCT(order_rejected, (), (order_id, reason))

struct payment_captured {
  static constexpr troupe::event_type type{"payments.captured", 1};
  static constexpr std::string_view description = "The order is paid.";
  std::string order_id;
  std::string country;
  std::int64_t amount_minor = 0;
  static constexpr auto key = &payment_captured::order_id;
  static constexpr auto constraints =
      troupe::constraints(troupe::at_least(&payment_captured::amount_minor, 0));
};
BOOST_DESCRIBE_STRUCT(payment_captured, (), (order_id, country, amount_minor))

struct payment_declined {
  static constexpr troupe::event_type type{"payments.declined", 1};
  static constexpr std::string_view description =
      "The payment provider has refused the payment for good.";
  std::string order_id;
  static constexpr auto key = &payment_declined::order_id;
};
BOOST_DESCRIBE_STRUCT(payment_declined, (), (order_id))

struct order_declined {
  static constexpr troupe::event_type type{"orders.declined", 1};
  static constexpr std::string_view description =
      "The order ended because its payment was declined.";
  std::string order_id;
  static constexpr auto key = &order_declined::order_id;
};
BOOST_DESCRIBE_STRUCT(order_declined, (), (order_id))

struct order_shipped {
  static constexpr troupe::event_type type{"orders.shipped", 1};
  static constexpr std::string_view description = "The order is on its way to the customer.";
  std::string order_id;
  static constexpr auto key = &order_shipped::order_id;
};
BOOST_DESCRIBE_STRUCT(order_shipped, (), (order_id))

struct revenue_updated {
  static constexpr troupe::event_type type{"analytics.revenue_updated", 1};
  static constexpr std::string_view description =
      "The revenue of a country, and of all, as it stands now; for whoever watches.";
  std::string country;
  std::int64_t revenue_minor = 0;
  std::int64_t captured_minor = 0;
  static constexpr auto key = &revenue_updated::country;
};
BOOST_DESCRIBE_STRUCT(revenue_updated, (), (country, revenue_minor, captured_minor))

} // namespace commerce
