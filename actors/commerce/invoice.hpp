// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/constraints.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// What an input holds: invoices of three kinds, and what cannot be taken for one.
///
/// Money is in minor units.
namespace commerce {

/// One row of an invoice.
struct invoice_line {
  std::string sku;
  std::int64_t quantity = 0;
  std::int64_t price_minor = 0;
  static constexpr auto constraints = troupe::constraints(troupe::length(&invoice_line::sku, 1));

  friend bool operator==(const invoice_line&, const invoice_line&) = default;
};
BOOST_DESCRIBE_STRUCT(invoice_line, (), (sku, quantity, price_minor))

/// A quantity of one SKU.
struct sku_quantity {
  std::string sku;
  std::int64_t quantity = 0;

  friend bool operator==(const sku_quantity&, const sku_quantity&) = default;
};

/// An order; customer, country and time are those of its first row.
struct order_invoice {
  std::string order_id;
  troupe::time_point placed_at{};
  std::string customer;
  std::string country;
  std::vector<invoice_line> lines;
  std::int64_t total_minor = 0;
};

/// Goods that come back; the quantities say how much goes back into stock.
struct return_invoice {
  std::string return_id;
  std::string country;
  std::vector<sku_quantity> returned;
  std::int64_t refund_minor = 0;
};

/// A correction of the stock; the quantities are added to it and may be negative.
struct stock_adjustment {
  std::string adjustment_id;
  std::vector<sku_quantity> changes;
};

/// Why an input became a dead letter.
enum class bad_input_kind {
  /// A row without an InvoiceNo.
  no_invoice_number,
  /// The InvoiceNo came earlier in the file, with other invoices between.
  seen_before,
  /// A row that is not CSV: a quote that is not closed, text after a closing quote, endless lines.
  malformed_row,
  /// A row with more or fewer columns than the header.
  wrong_columns,
  /// A row without a StockCode.
  no_stock_code,
  /// A Quantity that is not a whole number, or too large.
  bad_quantity,
  /// An InvoiceDate that is not in the format, or that does not exist.
  bad_date,
  /// A UnitPrice that is not a number, or too large.
  bad_price,
  /// An order whose total is zero or less.
  total_not_positive,
  /// An invoice with more rows, or a larger amount, than is taken.
  too_large,
};

/// The name of the kind, as in this header.
const char* to_string(bad_input_kind kind);

/// Rows that cannot be taken: a whole invoice, or one row without an InvoiceNo.
struct bad_input {
  bad_input_kind kind{};
  /// What is wrong and in which line; the first problem that was found.
  std::string reason;
  /// Empty for a row without one.
  std::string invoice_no;
  /// The physical lines of the file, as in `12-14, 16`.
  std::string lines;
  /// The rows as they stand in the file, in UTF-8, cut after 64 KiB.
  std::string text;
};

using invoice_item = std::variant<order_invoice, return_invoice, stock_adjustment, bad_input>;

/// The quantities of the lines, one sum for each SKU, in the order in which the SKUs first come.
std::vector<sku_quantity> quantities_by_sku(const std::vector<invoice_line>& lines);

} // namespace commerce
