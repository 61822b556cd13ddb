// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// A loyalty programme: points for what customers pay more.
///
/// It comes later, from somebody else: those who announce upgrades do not know of it, and it has no
/// header of theirs. An event is known by its name, and this is a copy of its definition; `troupe
/// check` refuses a deployment in which the two differ.
namespace loyalty {

struct subscription_upgraded {
  static constexpr troupe::event_type type{"subscription.upgraded", 1};
  std::string customer_id;
  std::string from;
  std::string to;
  std::int64_t monthly_minor = 0;
  std::int64_t more_minor = 0;
  static constexpr auto key = &subscription_upgraded::customer_id;
};
BOOST_DESCRIBE_STRUCT(subscription_upgraded, (), (customer_id, from, to, monthly_minor, more_minor))

struct points_granted {
  static constexpr troupe::event_type type{"loyalty.points_granted", 1};
  static constexpr std::string_view description = "A customer has got points for an upgrade.";
  std::string customer_id;
  std::int64_t points = 0;
  std::int64_t balance = 0;
  static constexpr auto key = &points_granted::customer_id;
};
BOOST_DESCRIBE_STRUCT(points_granted, (), (customer_id, points, balance))

struct loyalty_options {
  std::int64_t minor_per_point = 100;

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(loyalty_options, (), (minor_per_point))

struct card {
  std::int64_t points = 0;
};
BOOST_DESCRIBE_STRUCT(card, (), (points))

struct get_points {
  static constexpr troupe::query_type type{"loyalty.get_points"};
  using reply = card;
  std::string customer_id;
  static constexpr auto key = &get_points::customer_id;
};
BOOST_DESCRIBE_STRUCT(get_points, (), (customer_id))

troupe::behavior programme(troupe::service<card, loyalty_options>* self);

} // namespace loyalty
