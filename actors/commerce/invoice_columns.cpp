// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_columns.hpp"

#include <algorithm>
#include <array>

namespace commerce {
namespace {

struct named_column {
  const char* name;
  std::size_t invoice_columns::*place;
};

constexpr std::array<named_column, 8> named_columns{{
    {"InvoiceNo", &invoice_columns::invoice_no},
    {"StockCode", &invoice_columns::stock_code},
    {"Description", &invoice_columns::description},
    {"Quantity", &invoice_columns::quantity},
    {"InvoiceDate", &invoice_columns::invoice_date},
    {"UnitPrice", &invoice_columns::unit_price},
    {"CustomerID", &invoice_columns::customer_id},
    {"Country", &invoice_columns::country},
}};

void add_name(std::string& names, const char* name) {
  if (!names.empty())
    names += ", ";
  names += name;
}

} // namespace

troupe::result<invoice_columns> find_columns(const std::vector<std::string>& header) {
  invoice_columns columns;
  columns.count = header.size();
  std::string missing;
  std::string twice;
  for (const auto& column : named_columns) {
    auto found = std::find(header.begin(), header.end(), column.name);
    if (found == header.end())
      add_name(missing, column.name);
    else if (std::find(found + 1, header.end(), column.name) != header.end())
      add_name(twice, column.name);
    columns.*column.place = static_cast<std::size_t>(found - header.begin());
  }
  if (!missing.empty())
    return troupe::error{troupe::ec::invalid,
                         "the header lacks " + missing + "; the first row must name the columns"};
  if (!twice.empty())
    return troupe::error{troupe::ec::invalid, "the header has " + twice + " twice; keep one"};
  return columns;
}

} // namespace commerce
