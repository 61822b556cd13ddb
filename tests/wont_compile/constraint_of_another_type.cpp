// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: troupe::length is for a member that is a std::string; of a list say troupe::items

#include "troupe/service.hpp"

struct order_placed {
  static constexpr troupe::event_type type{"orders.placed", 1};
  std::vector<std::string> lines;
  static constexpr auto constraints = troupe::constraints(troupe::length(&order_placed::lines, 1));
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (lines))
