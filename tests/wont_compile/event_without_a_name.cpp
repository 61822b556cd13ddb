// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: an event needs a name: add

#include "troupe/service.hpp"

struct order_placed {
  std::string order_id;
};
BOOST_DESCRIBE_STRUCT(order_placed, (), (order_id))

troupe::behavior inventory() {
  return {[](const order_placed&) {}};
}
