// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: a constraint's bound lies outside of its member's type

#include "troupe/service.hpp"

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  std::uint8_t count = 0;
  static constexpr auto constraints =
      troupe::constraints(troupe::at_most(&order_placed::count, 256));
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (count))
