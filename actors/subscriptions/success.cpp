// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "subscriptions/success.hpp"

#include "subscriptions/events.hpp"

#include <utility>

namespace subscriptions {

std::vector<troupe::option_complaint> success_options::complaints() const {
  if (after > std::chrono::nanoseconds{0})
    return {};
  return {{"after", "is no time; use 14d"}};
}

troupe::behavior success(troupe::service<care, success_options>* self) {
  return {
      [self](const subscription_upgraded& fact, const troupe::delivery& d) {
        self->state() = {fact.to, d.id};
        // A timer of the same name takes the place of the one before, if that has not fired.
        self->publish_after("check in with " + fact.customer_id, self->options().after,
                            check_in_due{fact.customer_id, d.id});
      },
      [self](const check_in_due& due) {
        const auto& last = std::as_const(*self).state();
        if (last.plan.empty() || (due.upgrade && due.upgrade != last.upgrade))
          return;
        self->publish(check_in_planned{due.customer_id, "the plan \"" + last.plan + "\""});
        self->forget();
      },
  };
}

} // namespace subscriptions
