// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/module.hpp"

#include <string>

// The events and services of the module that README.md and docs/ show.

namespace shop {

// [doc:event]
struct stock_requested {
  static constexpr troupe::event_type type{"stock.requested", 1}; // its topic, and its version
  std::string sku;
  int quantity = 0;
  static constexpr auto key = &stock_requested::sku; // order is kept, and state divided, by this
  static constexpr auto constraints =
      troupe::constraints(troupe::at_least(&stock_requested::quantity, 1)); // when it is published
};
BOOST_DESCRIBE_STRUCT(stock_requested, (), (sku, quantity))
// [doc:end]

struct stock_reserved {
  static constexpr troupe::event_type type{"stock.reserved", 1};
  std::string sku;
  int quantity = 0;
  static constexpr auto key = &stock_reserved::sku;
};
BOOST_DESCRIBE_STRUCT(stock_reserved, (), (sku, quantity))

struct stock_refused {
  static constexpr troupe::event_type type{"stock.refused", 1};
  std::string sku;
  int quantity = 0;
  static constexpr auto key = &stock_refused::sku;
};
BOOST_DESCRIBE_STRUCT(stock_refused, (), (sku, quantity))

struct stock {
  int on_hand = 10;
};
BOOST_DESCRIBE_STRUCT(stock, (), (on_hand))

struct get_stock {
  static constexpr troupe::query_type type{"shop.get_stock"};
  using reply = stock;
  std::string sku;
  static constexpr auto key = &get_stock::sku;
};
BOOST_DESCRIBE_STRUCT(get_stock, (), (sku))

struct report_due {
  static constexpr troupe::event_type type{"reports.due", 1};
  std::string what;
};
BOOST_DESCRIBE_STRUCT(report_due, (), (what))

struct reminder_due {
  static constexpr troupe::event_type type{"reminders.due", 1};
  std::string sku;
  static constexpr auto key = &reminder_due::sku;
};
BOOST_DESCRIBE_STRUCT(reminder_due, (), (sku))

struct wishes {
  int made = 0;
};
BOOST_DESCRIBE_STRUCT(wishes, (), (made))

troupe::behavior inventory(troupe::service<stock>*);
troupe::behavior office(troupe::service<>*);
troupe::behavior customers(troupe::service<wishes>*);

} // namespace shop
