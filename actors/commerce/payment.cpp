// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/payment.hpp"

#include "commerce/events.hpp"
#include "commerce/payment_fate.hpp"

#include <stdexcept>

namespace commerce {

std::vector<troupe::option_complaint> payment_options::complaints() const {
  const auto sum = std::uint64_t{decline_permille} + retry_permille + crash_permille;
  if (sum <= 1000)
    return {};
  return {{"", "decline_permille, retry_permille and crash_permille come to " +
                   std::to_string(sum) + "; together they may be 1000 at most"}};
}

// [doc:outcomes]
troupe::behavior payment(troupe::service<troupe::nothing, payment_options>* self) {
  return {
      [self](const order_confirmed& order, const troupe::delivery& how) {
        const auto& options = self->options();
        payment_chances chances{options.decline_permille, options.retry_permille,
                                options.crash_permille};
        switch (fate_of(order.order_id, static_cast<std::uint32_t>(how.attempt), chances)) {
        case payment_fate::declined:
          self->publish(payment_declined{order.order_id});
          break;
        case payment_fate::timed_out:
          return troupe::retry("gateway timeout");
        case payment_fate::crashed:
          throw std::runtime_error("the payment provider sent nonsense");
        case payment_fate::captured:
          self->publish(payment_captured{order.order_id, order.country, order.amount_minor});
          break;
        }
        return troupe::done();
      },
  };
}
// [doc:end]

} // namespace commerce
