// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>

/// A shipping department with three faults: some orders make it write where nothing is, some keep
/// it for ever, some make it throw. All others are shipped.
///
/// It knows the sample's events by their names alone; of each it declares what it needs.
namespace perilous {

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

/// Which orders are bad, by the number at the end of their ids; 0 is none.
struct shipping_options {
  std::int64_t segfaults_every = 0;
  std::int64_t spins_every = 0;
  std::int64_t throws_every = 0;
};
BOOST_DESCRIBE_STRUCT(shipping_options, (), (segfaults_every, spins_every, throws_every))

bool is_one_of(std::int64_t number, std::int64_t every) {
  return every != 0 && number % every == 0;
}

std::int64_t number_of(const std::string& order_id) {
  return std::stoll(order_id.substr(order_id.rfind('-') + 1));
}

void write_where_nothing_is() {
  // Through a variable, so that no compiler and no sanitizer can know.
  volatile std::uintptr_t nowhere = 8;
  *reinterpret_cast<volatile int*>(nowhere) = 1;
}

void spin_for_ever() {
  for (volatile std::uint64_t turns = 0;;)
    turns = turns + 1;
}

troupe::behavior shipping(troupe::service<troupe::nothing, shipping_options>* self) {
  return {
      [self](const payment_captured& paid) {
        const auto number = number_of(paid.order_id);
        const auto& options = self->options();
        if (is_one_of(number, options.segfaults_every))
          write_where_nothing_is();
        if (is_one_of(number, options.spins_every))
          spin_for_ever();
        if (is_one_of(number, options.throws_every))
          throw std::runtime_error("the parcel does not fit");
        self->publish(order_shipped{paid.order_id});
      },
  };
}

} // namespace perilous

void troupe_module(troupe::catalog& offers) {
  offers.service("shipping", perilous::shipping, troupe::publishes<perilous::order_shipped>);
}
