// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/orders.hpp"

#include "commerce/events.hpp"

#include <algorithm>

namespace commerce {
namespace {

using orders_service = troupe::service<order_record>;

void release_reserved(orders_service* self, const std::string& order_id, order_record& order) {
  for (auto& item : order.items) {
    if (item.status != item_status::reserved)
      continue;
    item.status = item_status::released;
    self->publish(stock_released{item.sku, order_id, item.quantity});
  }
}

void end(order_record& order, order_status status, troupe::time_point at, std::string reason = {}) {
  order.status = status;
  order.ended_at = at;
  order.reason = std::move(reason);
}

std::string short_items(const order_record& order) {
  std::string names;
  for (const auto& item : order.items) {
    if (item.status != item_status::refused)
      continue;
    names += names.empty() ? "out of stock: " : ", ";
    names += item.sku;
    if (names.size() > 200)
      return names + ", ...";
  }
  return names;
}

troupe::outcome place(orders_service* self, const order_placed& placed,
                      const troupe::delivery& how) {
  auto& order = self->state();
  if (order.status != order_status::unknown)
    return troupe::reject("order " + placed.order_id + " was placed before");
  order.status = order_status::placed;
  order.customer = placed.customer;
  order.country = placed.country;
  order.total_minor = placed.total_minor;
  order.placed_at = how.time;
  for (auto& one : quantities_by_sku(placed.lines)) {
    auto item = static_cast<std::uint32_t>(order.items.size());
    self->publish(stock_requested{one.sku, placed.order_id, item, one.quantity});
    order.items.push_back({std::move(one.sku), one.quantity});
  }
  return troupe::done();
}

// The last answer decides.
troupe::outcome take_answer(orders_service* self, const std::string& order_id, std::uint32_t item,
                            item_status answer, troupe::time_point at) {
  auto& order = self->state();
  if (item >= order.items.size())
    return troupe::reject("order " + order_id + " is not known here, and stock answers it");
  order.items[item].status = answer;
  auto has = [&order](item_status status) {
    return std::any_of(order.items.begin(), order.items.end(),
                       [status](const order_item& one) { return one.status == status; });
  };
  if (has(item_status::requested))
    return troupe::done();
  if (!has(item_status::refused)) {
    order.status = order_status::confirmed;
    order.confirmed_at = at;
    self->publish(order_confirmed{order_id, order.country, order.total_minor});
    return troupe::done();
  }
  end(order, order_status::rejected, at, short_items(order));
  self->publish(order_rejected{order_id, order.reason});
  release_reserved(self, order_id, order);
  return troupe::done();
}

} // namespace

troupe::behavior orders(orders_service* self) {
  return {
      [self](const order_placed& placed, const troupe::delivery& how) {
        return place(self, placed, how);
      },
      [self](const stock_reserved& answer, const troupe::delivery& how) {
        return take_answer(self, answer.order_id, answer.item, item_status::reserved, how.time);
      },
      [self](const stock_refused& answer, const troupe::delivery& how) {
        return take_answer(self, answer.order_id, answer.item, item_status::refused, how.time);
      },
      [self](const payment_captured&, const troupe::delivery& how) {
        auto& order = self->state();
        order.paid_at = how.time;
        if (order.status == order_status::confirmed)
          order.status = order_status::paid;
      },
      [self](const payment_declined& declined, const troupe::delivery& how) {
        auto& order = self->state();
        end(order, order_status::declined, how.time, "the payment was declined");
        self->publish(order_declined{declined.order_id});
        release_reserved(self, declined.order_id, order);
      },
      [self](const order_shipped&, const troupe::delivery& how) {
        end(self->state(), order_status::shipped, how.time);
      },
      [](const get_order& query, const orders_service& kept) {
        return story_of(query.order_id, kept.state());
      },
  };
}

} // namespace commerce
