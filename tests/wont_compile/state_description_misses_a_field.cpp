// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: a state's description misses a field: name every member in BOOST_DESCRIBE_STRUCT

#include "troupe/module.hpp"

struct stock {
  int on_hand = 0;
  int on_order = 0;
};
BOOST_DESCRIBE_STRUCT(stock, (), (on_hand))

struct stock_added {
  static constexpr troupe::event_type type{"stock.added", 1};
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(stock_added, (), (quantity))

troupe::behavior inventory(troupe::service<stock>* self) {
  return {[self](const stock_added& more) { self->state().on_hand += more.quantity; }};
}

void troupe_module(troupe::catalog& offers) {
  offers.service("inventory", inventory);
}
