// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice.hpp"

#include <string_view>
#include <unordered_map>

namespace commerce {

const char* to_string(bad_input_kind kind) {
  switch (kind) {
  case bad_input_kind::no_invoice_number:
    return "no_invoice_number";
  case bad_input_kind::seen_before:
    return "seen_before";
  case bad_input_kind::malformed_row:
    return "malformed_row";
  case bad_input_kind::wrong_columns:
    return "wrong_columns";
  case bad_input_kind::no_stock_code:
    return "no_stock_code";
  case bad_input_kind::bad_quantity:
    return "bad_quantity";
  case bad_input_kind::bad_date:
    return "bad_date";
  case bad_input_kind::bad_price:
    return "bad_price";
  case bad_input_kind::total_not_positive:
    return "total_not_positive";
  case bad_input_kind::too_large:
    return "too_large";
  }
  return "unknown";
}

std::vector<sku_quantity> quantities_by_sku(const std::vector<invoice_line>& lines) {
  std::vector<sku_quantity> sums;
  std::unordered_map<std::string_view, std::size_t> places;
  for (const auto& line : lines) {
    auto [place, is_new] = places.emplace(line.sku, sums.size());
    if (is_new)
      sums.push_back({line.sku, 0});
    sums[place->second].quantity += line.quantity;
  }
  return sums;
}

} // namespace commerce
