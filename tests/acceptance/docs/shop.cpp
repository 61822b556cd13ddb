// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

// The code that README.md and docs/ show, as a module that `shop.yaml` runs.

#include "shop.hpp"

#include <chrono>

namespace shop {

// [doc:service]
troupe::behavior inventory(troupe::service<stock>* self) {
  return {
      [self](const stock_requested& wanted) {
        auto& shelf = self->state(); // this SKU's, durable; a copy until the commit
        if (shelf.on_hand < wanted.quantity)
          return self->publish(stock_refused{wanted.sku, wanted.quantity});
        shelf.on_hand -= wanted.quantity;
        self->publish(stock_reserved{wanted.sku, wanted.quantity});
      },
      [](const get_stock&, const troupe::service<stock>& committed) { return committed.state(); },
  };
}
// [doc:end]

// [doc:timers]
troupe::behavior office(troupe::service<>* self) {
  using namespace std::chrono_literals;
  return {
      troupe::on_start([self] { // at every start; what is set already goes on undisturbed
        self->publish_cron("daily report", "0 8 * * mon-fri", "Europe/Berlin", report_due{"sales"},
                           {.missed = troupe::missed_timers::once});
      }),
      [self](const stock_refused& x) { // a new one of the name takes the place of the old
        self->publish_after("refill " + x.sku, 15min, reminder_due{x.sku});
      },
      [self](const stock_reserved& x) { self->cancel("refill " + x.sku); },
  };
}
// [doc:end]

// [doc:source]
// A source: its state is its position, and commits together with what it published.
troupe::behavior customers(troupe::service<wishes>* self) {
  return {troupe::pull([self](std::size_t) {
    auto& so_far = self->state();
    if (so_far.made == 3)
      return troupe::progress::end();
    self->publish(stock_requested{"apple", 4});
    ++so_far.made;
    return troupe::progress::more();
  })};
}
// [doc:end]

} // namespace shop

// [doc:module]
void troupe_module(troupe::catalog& offers) {
  offers.service("inventory", shop::inventory,
                 troupe::publishes<shop::stock_reserved, shop::stock_refused>);
  offers.service("customers", shop::customers, troupe::publishes<shop::stock_requested>);
  offers.service("office", shop::office, troupe::publishes<shop::report_due, shop::reminder_due>);
}
// [doc:end]
