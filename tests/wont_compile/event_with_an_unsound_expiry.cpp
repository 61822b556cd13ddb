// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: an event expires by one of 'time_to_live', a duration of more than 0, and 'expires'

#include "troupe/service.hpp"

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  std::string order_id;
  static constexpr auto expires = &order_placed::order_id;
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (order_id))

troupe::behavior inventory() {
  return {[](const order_placed&) {}};
}
