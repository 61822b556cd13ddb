// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"
#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// The inventory keeps the stock of each SKU.
///
/// It reserves what orders request, takes back what they release and what customers return, and
/// adds adjustments, which alone may take the stock below zero.
namespace commerce {

struct inventory_options {
  /// What every SKU begins with.
  std::int64_t initial_stock = 1000;

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(inventory_options, (), (initial_stock))

/// The stock of one SKU: `initial - taken + returned + adjusted` is left.
struct stock {
  /// False until the first event of the SKU.
  bool known = false;
  std::int64_t initial = 0;
  /// Reserved for orders and not released.
  std::int64_t taken = 0;
  std::int64_t returned = 0;
  std::int64_t adjusted = 0;

  std::int64_t left() const { return initial - taken + returned + adjusted; }
};
BOOST_DESCRIBE_STRUCT(stock, (), (known, initial, taken, returned, adjusted))

struct stock_level {
  std::string sku;
  std::int64_t left = 0;
  std::int64_t initial = 0;
  std::int64_t taken = 0;
  std::int64_t returned = 0;
  std::int64_t adjusted = 0;
};
BOOST_DESCRIBE_STRUCT(stock_level, (), (sku, left, initial, taken, returned, adjusted))

struct get_stock {
  static constexpr troupe::query_type type{"commerce.get_stock"};
  using reply = stock_level;
  std::string sku;
  static constexpr auto key = &get_stock::sku;
};
BOOST_DESCRIBE_STRUCT(get_stock, (), (sku))

troupe::behavior inventory(troupe::service<stock, inventory_options>* self);

} // namespace commerce
