// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: troupe::each is for a list or a map of numbers or texts; of structs say troupe::inside

#include "troupe/service.hpp"

struct order_line {
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(order_line, (), (quantity))

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  std::vector<order_line> lines;
  static constexpr auto constraints =
      troupe::constraints(troupe::each(&order_placed::lines, troupe::at_least(1)));
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (lines))
