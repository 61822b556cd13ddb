// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "subscriptions/analytics.hpp"

#include "subscriptions/events.hpp"

namespace subscriptions {

troupe::behavior analytics(troupe::service<revenue>* self) {
  return {
      troupe::single([self](const subscription_upgraded& fact) {
        auto& sum = self->state();
        ++sum.upgrades;
        sum.more_each_month_minor += fact.more_minor;
        ++sum.upgrades_to[fact.to];
      }),
      [](const get_revenue&, const troupe::service<revenue>& committed) {
        return committed.state();
      },
  };
}

} // namespace subscriptions
