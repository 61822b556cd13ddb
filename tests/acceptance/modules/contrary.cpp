// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

/// A module that has another definition of an event of `trial`.
namespace contrary {

struct number_drawn {
  static constexpr troupe::event_type type{"numbers.drawn", 1};
  std::string number;
  static constexpr auto key = &number_drawn::number;
};
BOOST_DESCRIBE_STRUCT(number_drawn, (), (number))

struct nothing {};
BOOST_DESCRIBE_STRUCT(nothing, (), ())

troupe::behavior reader(troupe::service<nothing>*) {
  return {[](const number_drawn&) {}};
}

} // namespace contrary

void troupe_module(troupe::catalog& offers) {
  offers.service("reader", contrary::reader, troupe::publishes<>);
}
