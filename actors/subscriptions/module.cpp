// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include "subscriptions/analytics.hpp"
#include "subscriptions/billing.hpp"
#include "subscriptions/crm.hpp"
#include "subscriptions/events.hpp"
#include "subscriptions/success.hpp"

void troupe_module(troupe::catalog& offers) {
  using namespace subscriptions;
  using troupe::publishes;
  offers.service("billing", billing, publishes<subscription_upgraded>);
  offers.service("crm", crm, publishes<>);
  offers.service("success", success, publishes<check_in_due, check_in_planned>);
  offers.service("analytics", analytics, publishes<>);
}
