// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "subscriptions/crm.hpp"

#include "subscriptions/events.hpp"

namespace subscriptions {

troupe::behavior crm(troupe::service<account>* self) {
  return {
      [self](const subscription_upgraded& fact, const troupe::delivery& d) {
        auto& kept = self->state();
        kept.plan = fact.to;
        kept.since = d.time;
        ++kept.upgrades;
      },
      [](const get_account&, const troupe::service<account>& committed) {
        return committed.state();
      },
  };
}

} // namespace subscriptions
