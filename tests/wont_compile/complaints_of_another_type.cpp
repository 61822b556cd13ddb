// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// must say: complaints\(\) is const and returns a std::vector<troupe::option_complaint>

#include "troupe/module.hpp"

struct options {
  double rate = 0;
  std::vector<std::string> complaints() const { return {}; }
};
BOOST_DESCRIBE_STRUCT(options, (), (rate))

struct stock_added {
  static constexpr troupe::event_type type{"stock.added", 1};
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(stock_added, (), (quantity))

troupe::behavior inventory(troupe::service<troupe::nothing, options>*) {
  return {[](const stock_added&) {}};
}

void troupe_module(troupe::catalog& offers) {
  offers.service("inventory", inventory);
}
