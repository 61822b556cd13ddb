// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include <boost/describe.hpp>

#include <stdexcept>
#include <string>

/// A shipping department that can be broken: then it throws on every event.
///
/// It knows the sample's events by their names alone; of each it declares what it needs.
namespace brittle {

struct payment_captured {
  static constexpr troupe::event_type type{"payments.captured", 1};
  std::string order_id;
  static constexpr auto key = &payment_captured::order_id;
};
BOOST_DESCRIBE_STRUCT(payment_captured, (), (order_id))

struct order_shipped {
  static constexpr troupe::event_type type{"orders.shipped", 1};
  std::string order_id;
  static constexpr auto key = &order_shipped::order_id;
};
BOOST_DESCRIBE_STRUCT(order_shipped, (), (order_id))

struct shipping_options {
  bool broken = false;
};
BOOST_DESCRIBE_STRUCT(shipping_options, (), (broken))

troupe::behavior shipping(troupe::service<troupe::nothing, shipping_options>* self) {
  return {
      [self](const payment_captured& paid) {
        if (self->options().broken)
          throw std::runtime_error("the conveyor belt is torn");
        self->publish(order_shipped{paid.order_id});
      },
  };
}

} // namespace brittle

void troupe_module(troupe::catalog& offers) {
  offers.service("shipping", brittle::shipping, troupe::publishes<brittle::order_shipped>);
}
