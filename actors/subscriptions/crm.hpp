// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>

/// The CRM keeps an account of each customer.
namespace subscriptions {

struct account {
  std::string plan;
  std::int64_t upgrades = 0;
  troupe::time_point since{}; ///< when the plan was taken
};
BOOST_DESCRIBE_STRUCT(account, (), (plan, upgrades, since))

struct get_account {
  static constexpr troupe::query_type type{"subscriptions.get_account"};
  using reply = account;
  std::string customer_id;
  static constexpr auto key = &get_account::customer_id;
};
BOOST_DESCRIBE_STRUCT(get_account, (), (customer_id))

troupe::behavior crm(troupe::service<account>* self);

} // namespace subscriptions
