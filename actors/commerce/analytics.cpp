// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/analytics.hpp"

#include "commerce/events.hpp"

namespace commerce {

troupe::behavior analytics(troupe::service<summary>* self) {
  using troupe::single;
  return {
      single([self](const order_placed&) { ++self->state().orders_placed; }),
      single([self](const order_shipped&) { ++self->state().orders_shipped; }),
      single([self](const order_rejected&) { ++self->state().orders_rejected; }),
      single([self](const order_declined&) { ++self->state().orders_declined; }),
      single([self](const adjustment_received&) { ++self->state().adjustments; }),
      single([self](const return_received& returned) {
        ++self->state().returns;
        self->state().refunded_minor += returned.refund_minor;
      }),
      single([self](const payment_captured& paid) {
        auto& figures = self->state();
        auto& revenue = figures.revenue_by_country[paid.country];
        revenue += paid.amount_minor;
        figures.captured_minor += paid.amount_minor;
        self->publish(revenue_updated{paid.country, revenue, figures.captured_minor});
      }),
      [](const get_summary&, const troupe::service<summary>& kept) { return kept.state(); },
  };
}

} // namespace commerce
