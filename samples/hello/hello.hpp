// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <troupe/module.hpp>

#include <string>

namespace hello {

struct visitor_arrived {
  static constexpr troupe::event_type type{"visitors.arrived", 1};
  std::string name;
  static constexpr auto key = &visitor_arrived::name;
};
BOOST_DESCRIBE_STRUCT(visitor_arrived, (), (name))

struct visitor_greeted {
  static constexpr troupe::event_type type{"visitors.greeted", 1};
  std::string name;
  std::string words;
  static constexpr auto key = &visitor_greeted::name;
};
BOOST_DESCRIBE_STRUCT(visitor_greeted, (), (name, words))

/// Of one visitor.
struct visits {
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(visits, (), (count))

struct get_visits {
  static constexpr troupe::query_type type{"hello.get_visits"};
  using reply = visits;
  std::string name;
  static constexpr auto key = &get_visits::name;
};
BOOST_DESCRIBE_STRUCT(get_visits, (), (name))

troupe::behavior greeter(troupe::service<visits>* self);

} // namespace hello
