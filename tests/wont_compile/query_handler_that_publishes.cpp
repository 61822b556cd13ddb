// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: discards qualifiers|not marked const

#include "troupe/service.hpp"

struct stock_asked {
  static constexpr troupe::event_type type{"stock.asked", 1};
};
BOOST_DESCRIBE_STRUCT(stock_asked, (), ())

struct stock {
  int on_hand = 0;
};
BOOST_DESCRIBE_STRUCT(stock, (), (on_hand))

struct get_stock {
  static constexpr troupe::query_type type{"shop.get_stock"};
  using reply = stock;
};
BOOST_DESCRIBE_STRUCT(get_stock, (), ())

troupe::behavior inventory(troupe::service<stock>*) {
  return {[](const get_stock&, const troupe::service<stock>& self) {
    self.publish(stock_asked{});
    return self.state();
  }};
}
