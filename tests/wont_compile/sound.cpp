// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must compile: what the others get wrong is done right here, so they fail for no other reason.

#include "troupe/module.hpp"

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  std::string order_id;
  int quantity = 0;
  static constexpr auto key = &order_placed::order_id;
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (order_id, quantity))

struct order_shipped {
  static constexpr troupe::event_type type{"orders.shipped", 1};
  std::string order_id;
};
BOOST_DESCRIBE_STRUCT(order_shipped, (), (order_id))

struct stock {
  int on_hand = 0;
};
BOOST_DESCRIBE_STRUCT(stock, (), (on_hand))

struct get_stock {
  static constexpr troupe::query_type type{"shop.get_stock"};
  using reply = stock;
};
BOOST_DESCRIBE_STRUCT(get_stock, (), ())

troupe::behavior inventory(troupe::service<stock>* self) {
  return {
      [self](const order_placed& order) { self->state().on_hand -= order.quantity; },
      troupe::single(
          [self](const order_shipped&, const troupe::delivery&) { self->publish(order_placed{}); }),
      [](const get_stock&, const troupe::service<stock>& self) { return self.state(); },
  };
}

void troupe_module(troupe::catalog& offers) {
  offers.service("inventory", inventory, troupe::publishes<order_placed>);
}
