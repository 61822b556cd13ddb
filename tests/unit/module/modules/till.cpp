// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// One module in two versions, of which each lays out its event and its state otherwise. By VERSION.
#include "troupe/module.hpp"

#include <string>
#include <vector>

namespace till {

#if VERSION == 1
struct paid {
  static constexpr troupe::event_type type{"till.paid", 1};
  long amount = 0;
  std::string customer;
};
BOOST_DESCRIBE_STRUCT(paid, (), (amount, customer))
#else
struct paid {
  static constexpr troupe::event_type type{"till.paid", 1};
  std::vector<std::string> coupons;
  std::string customer;
  long amount = 0;
  long points = 7;
};
BOOST_DESCRIBE_STRUCT(paid, (), (coupons, customer, amount, points))
#endif

struct counted {
  static constexpr troupe::event_type type{"till.counted", 1};
  long amount = 0;
  long calls = 0;
};
BOOST_DESCRIBE_STRUCT(counted, (), (amount, calls))

/// What g++ would have the system share between versions, and so between their layouts.
inline paid last;
template <class T>
long& calls_of() {
  static long count = 0;
  return count;
}

/// Publishes what it has seen last, and how often it has seen something.
troupe::behavior clerk(troupe::service<paid>* self) {
  return {[self](const paid& x) {
    last = x;
    ++calls_of<std::vector<int>>();
    self->publish(x);
    self->publish(counted{last.amount, calls_of<std::vector<int>>()});
  }};
}

} // namespace till

void troupe_module(troupe::catalog& offers) {
  offers.service("clerk", till::clerk);
}
