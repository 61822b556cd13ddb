// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: an event's constraints are made by troupe::constraints\(...\)

#include "troupe/service.hpp"

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  int count = 0;
  static constexpr auto constraints = troupe::at_least(&order_placed::count, 1);
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (count))

troupe::behavior inventory() {
  return {[](const order_placed&) {}};
}
