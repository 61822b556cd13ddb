// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: an event's description misses a field: name every member in BOOST_DESCRIBE_STRUCT

#include "troupe/service.hpp"

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  std::string order_id;
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (order_id))

troupe::behavior inventory() {
  return {[](const order_placed&) {}};
}
