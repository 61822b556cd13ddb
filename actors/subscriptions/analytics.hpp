// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <string>

/// Analytics knows what upgrades bring in each month.
namespace subscriptions {

struct revenue {
  std::int64_t upgrades = 0;
  std::int64_t more_each_month_minor = 0;
  std::map<std::string, std::int64_t> upgrades_to; ///< by plan
};
BOOST_DESCRIBE_STRUCT(revenue, (), (upgrades, more_each_month_minor, upgrades_to))

struct get_revenue {
  static constexpr troupe::query_type type{"subscriptions.get_revenue"};
  using reply = revenue;
};
BOOST_DESCRIBE_STRUCT(get_revenue, (), ())

troupe::behavior analytics(troupe::service<revenue>* self);

} // namespace subscriptions
