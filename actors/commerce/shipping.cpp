// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/shipping.hpp"

#include "commerce/events.hpp"

namespace commerce {

troupe::behavior shipping(troupe::service<>* self) {
  return {
      [self](const payment_captured& paid) { self->publish(order_shipped{paid.order_id}); },
  };
}

} // namespace commerce
