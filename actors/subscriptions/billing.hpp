// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// Billing knows who has which plan, and announces upgrades. It knows nobody who reacts to them.
namespace subscriptions {

struct plan {
  std::string name;
  std::int64_t monthly_minor = 0;
};
BOOST_DESCRIBE_STRUCT(plan, (), (name, monthly_minor))

/// What a deployment has that says no others.
std::vector<plan> usual_plans();

struct billing_options {
  /// From the smallest to the largest; everybody begins with the first.
  std::vector<plan> plans = usual_plans();

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(billing_options, (), (plans))

/// A customer's plan; empty: the first one.
struct contract {
  std::string plan;
};
BOOST_DESCRIBE_STRUCT(contract, (), (plan))

troupe::behavior billing(troupe::service<contract, billing_options>* self);

} // namespace subscriptions
