// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/inventory.hpp"

#include "commerce/events.hpp"

namespace commerce {
namespace {

using inventory_service = troupe::service<stock, inventory_options>;

// A SKU keeps the initial stock that it began with, whatever the option says later.
stock& shelf_of(inventory_service* self) {
  auto& shelf = self->state();
  if (!shelf.known) {
    shelf.known = true;
    shelf.initial = self->options().initial_stock;
  }
  return shelf;
}

} // namespace

std::vector<troupe::option_complaint> inventory_options::complaints() const {
  if (initial_stock >= 0)
    return {};
  return {{"initial_stock", "is negative; a shelf begins with 0 or more"}};
}

troupe::behavior inventory(inventory_service* self) {
  return {
      [self](const stock_requested& wanted) {
        auto& shelf = shelf_of(self);
        // Who wants nothing, or brings something, is never refused.
        if (wanted.quantity > 0 && shelf.left() < wanted.quantity)
          return self->publish(stock_refused{wanted.order_id, wanted.item, shelf.left()});
        shelf.taken += wanted.quantity;
        self->publish(stock_reserved{wanted.order_id, wanted.item});
      },
      [self](const stock_released& back) { shelf_of(self).taken -= back.quantity; },
      [self](const stock_returned& back) { shelf_of(self).returned += back.quantity; },
      [self](const stock_adjusted& change) { shelf_of(self).adjusted += change.quantity; },
      [](const get_stock& query, const inventory_service& kept) {
        auto shelf = kept.state();
        if (!shelf.known)
          shelf.initial = kept.options().initial_stock;
        return stock_level{query.sku,   shelf.left(),   shelf.initial,
                           shelf.taken, shelf.returned, shelf.adjusted};
      },
  };
}

} // namespace commerce
