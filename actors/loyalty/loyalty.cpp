// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "loyalty/loyalty.hpp"

namespace loyalty {

std::vector<troupe::option_complaint> loyalty_options::complaints() const {
  if (minor_per_point > 0)
    return {};
  return {{"minor_per_point", "is not more than 0; use 100"}};
}

troupe::behavior programme(troupe::service<card, loyalty_options>* self) {
  return {
      [self](const subscription_upgraded& fact) {
        const auto points = fact.more_minor / self->options().minor_per_point;
        if (points == 0)
          return;
        self->state().points += points;
        self->publish(points_granted{fact.customer_id, points, self->state().points});
      },
      [](const get_points&, const troupe::service<card, loyalty_options>& committed) {
        return committed.state();
      },
  };
}

} // namespace loyalty
