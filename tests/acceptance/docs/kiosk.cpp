// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

// The program that README.md shows: it runs `shop.yaml` with one service more, which is its own.

#include "troupe/runtime.hpp"

#include <iostream>

namespace kiosk {

// The shop's events as this program knows them: what is shared is their names and JSON.
struct stock_requested {
  static constexpr troupe::event_type type{"stock.requested", 1};
  std::string sku;
  int quantity = 0;
  static constexpr auto key = &stock_requested::sku;
};
BOOST_DESCRIBE_STRUCT(stock_requested, (), (sku, quantity))

struct stock_reserved {
  static constexpr troupe::event_type type{"stock.reserved", 1};
  std::string sku;
  int quantity = 0;
  static constexpr auto key = &stock_reserved::sku;
};
BOOST_DESCRIBE_STRUCT(stock_reserved, (), (sku, quantity))

struct sales {
  int sold = 0;
};
BOOST_DESCRIBE_STRUCT(sales, (), (sold))

struct get_sales {
  static constexpr troupe::query_type type{"kiosk.get_sales"};
  using reply = sales;
  std::string sku;
  static constexpr auto key = &get_sales::sku;
};
BOOST_DESCRIBE_STRUCT(get_sales, (), (sku))

troupe::behavior till(troupe::service<sales>* self) {
  return {
      [self](const stock_reserved& taken) { self->state().sold += taken.quantity; },
      [](const get_sales&, const troupe::service<sales>& seen) { return seen.state(); },
  };
}

} // namespace kiosk

namespace {

int fail(const troupe::error& why) {
  std::cerr << to_string(why) << '\n';
  return 70;
}

} // namespace

using namespace kiosk;

/// kiosk DEPLOYMENT JOURNAL
int main(int, char** arguments) {
  // [doc:embedding]
  troupe::catalog own;
  own.service("till", till);
  auto read =
      troupe::deployment::load(arguments[1], {.sets = {std::string{"journal.path="} + arguments[2]},
                                              .modules = {{"kiosk", own}}});
  for (const auto& complaint : read.complaints)
    std::cerr << to_string(complaint) << '\n';
  if (!read)
    return 78;
  auto shop = troupe::runtime::start(*read);
  if (!shop)
    return fail(shop.failure());
  if (auto accepted = shop->publish(stock_requested{"pear", 3}); !accepted) // durable from here on
    return fail(accepted.failure());
  shop->wait_until_idle();
  auto pears = shop->ask(get_sales{"pear"});
  // [doc:end]
  if (!pears)
    return fail(pears.failure());
  std::cout << pears->sold << '\n';

  // [doc:reload]
  auto next = troupe::deployment::load(
      arguments[1], {.sets = {std::string{"journal.path="} + arguments[2], "inventory.instances=4"},
                     .modules = {{"kiosk", own}}});
  if (!next)
    return 78;
  if (auto became = shop->reload(*next); !became)
    return fail(became.failure());
  // [doc:end]
  return 0;
}
