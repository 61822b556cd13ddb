// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: a behavior handles each event once: two handlers take the same event

#include "troupe/service.hpp"

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  std::string order_id;
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (order_id))

troupe::behavior inventory() {
  return {
      [](const order_placed&) {},
      troupe::single([](const order_placed&, const troupe::delivery&) {}),
  };
}
