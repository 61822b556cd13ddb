// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "subscriptions/success.hpp"

#include "subscriptions/events.hpp"

namespace subscriptions {

std::vector<troupe::option_complaint> success_options::complaints() const {
  if (after > std::chrono::nanoseconds{0})
    return {};
  return {{"after", "is no time; use 14d"}};
}

troupe::behavior success(troupe::service<care, success_options>* self) {
  return {
      [self](const subscription_upgraded& fact) {
        self->state().plan = fact.to;
        // A timer of the same name takes the place of the one before.
        self->publish_after("check in with " + fact.customer_id, self->options().after,
                            check_in_due{fact.customer_id});
      },
      [self](const check_in_due& due) {
        self->publish(check_in_planned{due.customer_id, "the plan \"" + self->state().plan + "\""});
        self->forget();
      },
  };
}

} // namespace subscriptions
