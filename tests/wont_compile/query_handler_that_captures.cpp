// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: a query's handler captures nothing, for a query changes nothing

#include "troupe/service.hpp"

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
  return {[self](const get_stock&) { return self->state(); }};
}
