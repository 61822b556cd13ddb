// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The orders service follows each order from its placing to its end.
///
/// It requests the order's stock SKU by SKU. When all answers are in, the order is confirmed, or
/// rejected if one SKU is short; then, and when the payment is declined, what was reserved goes
/// back.
namespace commerce {

enum class order_status { unknown, placed, confirmed, paid, shipped, rejected, declined };
BOOST_DESCRIBE_ENUM(order_status, unknown, placed, confirmed, paid, shipped, rejected, declined)

enum class item_status { requested, reserved, refused, released };
BOOST_DESCRIBE_ENUM(item_status, requested, reserved, refused, released)

/// One SKU of an order.
struct order_item {
  std::string sku;
  std::int64_t quantity = 0;
  item_status status = item_status::requested;
};
BOOST_DESCRIBE_STRUCT(order_item, (), (sku, quantity, status))

/// What is known of one order; the times are those of the events.
struct order_record {
  order_status status = order_status::unknown;
  std::string customer;
  std::string country;
  std::int64_t total_minor = 0;
  std::vector<order_item> items;
  troupe::time_point placed_at{};
  std::optional<troupe::time_point> confirmed_at;
  std::optional<troupe::time_point> paid_at;
  std::optional<troupe::time_point> ended_at;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(order_record, (),
                      (status, customer, country, total_minor, items, placed_at, confirmed_at,
                       paid_at, ended_at, reason))

/// One step of an order's way.
struct order_step {
  troupe::time_point at{};
  std::string what;
};
BOOST_DESCRIBE_STRUCT(order_step, (), (at, what))

struct order_story {
  std::string order_id;
  order_status status = order_status::unknown;
  std::string customer;
  std::string country;
  std::int64_t total_minor = 0;
  std::vector<order_item> items;
  std::vector<order_step> story;
};
BOOST_DESCRIBE_STRUCT(order_story, (),
                      (order_id, status, customer, country, total_minor, items, story))

struct get_order {
  static constexpr troupe::query_type type{"commerce.get_order"};
  using reply = order_story;
  std::string order_id;
  static constexpr auto key = &get_order::order_id;
};
BOOST_DESCRIBE_STRUCT(get_order, (), (order_id))

/// The story that the record tells. Pure.
order_story story_of(const std::string& order_id, const order_record& order);

troupe::behavior orders(troupe::service<order_record>* self);

} // namespace commerce
