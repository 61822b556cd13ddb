// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/orders.hpp"

namespace commerce {
namespace {

const char* end_of(order_status status) {
  switch (status) {
  case order_status::shipped:
    return "shipped";
  case order_status::rejected:
    return "rejected";
  case order_status::declined:
    return "declined";
  default:
    return "";
  }
}

} // namespace

order_story story_of(const std::string& order_id, const order_record& order) {
  order_story told{
      order_id, order.status, order.customer, order.country, order.total_minor, order.items, {}};
  if (order.status == order_status::unknown)
    return told;
  told.story.push_back({order.placed_at, "placed, " + std::to_string(order.items.size()) +
                                             (order.items.size() == 1 ? " SKU" : " SKUs") +
                                             " requested"});
  if (order.confirmed_at)
    told.story.push_back({*order.confirmed_at, "all reserved, confirmed"});
  if (order.paid_at)
    told.story.push_back({*order.paid_at, "payment captured"});
  if (order.ended_at)
    told.story.push_back({*order.ended_at, order.reason.empty()
                                               ? std::string{end_of(order.status)}
                                               : end_of(order.status) + (": " + order.reason)});
  return told;
}

} // namespace commerce
