// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>

/// A shipping department that can be broken: then it throws on every event. Or some orders make it
/// write where nothing is, some keep it for ever, some make it throw; all others are shipped.
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

/// Which orders are bad, by the number at the end of their ids; 0 is none.
struct shipping_options {
  bool broken = false;
  std::int64_t segfaults_every = 0;
  std::int64_t spins_every = 0;
  std::int64_t throws_every = 0;
};
BOOST_DESCRIBE_STRUCT(shipping_options, (), (broken, segfaults_every, spins_every, throws_every))

bool is_one_of(std::int64_t every, const std::string& order_id) {
  return every != 0 && std::stoll(order_id.substr(order_id.rfind('-') + 1)) % every == 0;
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

void meet_a_fault(const shipping_options& options, const std::string& order_id) {
  if (is_one_of(options.segfaults_every, order_id))
    write_where_nothing_is();
  if (is_one_of(options.spins_every, order_id))
    spin_for_ever();
  if (is_one_of(options.throws_every, order_id))
    throw std::runtime_error("the parcel does not fit");
}

troupe::behavior shipping(troupe::service<troupe::nothing, shipping_options>* self) {
  return {
      [self](const payment_captured& paid) {
        if (self->options().broken)
          throw std::runtime_error("the conveyor belt is torn");
        meet_a_fault(self->options(), paid.order_id);
        self->publish(order_shipped{paid.order_id});
      },
  };
}

} // namespace brittle

void troupe_module(troupe::catalog& offers) {
  offers.service("shipping", brittle::shipping, troupe::publishes<brittle::order_shipped>);
}
