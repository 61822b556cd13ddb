// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include "commerce/analytics.hpp"
#include "commerce/events.hpp"
#include "commerce/intake.hpp"
#include "commerce/inventory.hpp"
#include "commerce/notification.hpp"
#include "commerce/orders.hpp"
#include "commerce/payment.hpp"
#include "commerce/shipping.hpp"

void troupe_module(troupe::catalog& offers) {
  using namespace commerce;
  using troupe::publishes;
  offers.service("intake", intake,
                 publishes<order_placed, return_received, adjustment_received, stock_returned,
                           stock_adjusted>);
  offers.service(
      "orders", orders,
      publishes<stock_requested, stock_released, order_confirmed, order_rejected, order_declined>);
  offers.service("inventory", inventory, publishes<stock_reserved, stock_refused>);
  offers.service("payment", payment, publishes<payment_captured, payment_declined>);
  offers.service("shipping", shipping, publishes<order_shipped>);
  offers.service("notification", notification, publishes<>);
  offers.service("analytics", analytics, publishes<revenue_updated>);
}
