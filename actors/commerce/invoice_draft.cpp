// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_draft.hpp"

#include <algorithm>

namespace commerce {
namespace {

constexpr std::size_t text_limit = 64 * 1024;
constexpr std::size_t quote_limit = 40;
// What a line takes in an event beside its SKU, at most.
constexpr std::size_t line_size = 80;

// How long a text gets in JSON, at most.
std::size_t json_size(std::string_view text) {
  std::size_t size = 2;
  for (auto character : text)
    size += static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\'
                ? 6
                : 1;
  return size;
}

// The beginning of a text in UTF-8, no character split.
std::string_view beginning(std::string_view text, std::size_t limit) {
  if (text.size() <= limit)
    return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80)
    --limit;
  return text.substr(0, limit);
}

std::string in_quotes(std::string_view value) {
  auto shown = beginning(value, quote_limit);
  return "\"" + std::string{shown} + (shown.size() < value.size() ? "...\"" : "\"");
}

std::string in_line(const csv_record& row, const std::string& problem) {
  return "line " + std::to_string(row.first_line) + ": " + problem;
}

std::string as_text(const std::vector<std::pair<std::uint64_t, std::uint64_t>>& places) {
  std::string text;
  for (const auto& [first, last] : places) {
    if (!text.empty())
      text += ", ";
    text += std::to_string(first);
    if (last > first)
      text += "-" + std::to_string(last);
  }
  return text;
}

} // namespace

void invoice_draft::add(const csv_record& row) {
  note_place(row);
  ++rows_;
  if (rows_ > row_limit)
    return spoil(bad_input_kind::too_large,
                 "the invoice has more than " + std::to_string(row_limit) + " rows");
  if (!problem_)
    take_fields(row);
  if (payload_ > payload_limit)
    spoil(bad_input_kind::too_large, "the invoice is larger than an event may be");
}

void invoice_draft::note_place(const csv_record& row) {
  if (!places_.empty() && places_.back().second + 1 == row.first_line)
    places_.back().second = row.last_line;
  else if (places_.size() < row_limit)
    places_.emplace_back(row.first_line, row.last_line);
  if (text_.size() + 1 < text_limit) {
    if (!text_.empty())
      text_ += '\n';
    text_ += beginning(row.text, text_limit - std::min(text_limit, text_.size()));
  }
}

void invoice_draft::take_fields(const csv_record& row) {
  if (!row.problem.empty())
    return spoil(bad_input_kind::malformed_row, in_line(row, "the row has " + row.problem));
  if (row.fields.size() != columns_.count)
    return spoil(bad_input_kind::wrong_columns,
                 in_line(row, "the row has " + std::to_string(row.fields.size()) +
                                  " columns, the header " + std::to_string(columns_.count)));
  invoice_line line;
  line.sku = row.fields[columns_.stock_code];
  if (line.sku.empty())
    return spoil(bad_input_kind::no_stock_code, in_line(row, "the StockCode is empty"));
  const auto& quantity_text = row.fields[columns_.quantity];
  auto quantity = parse_quantity(quantity_text);
  if (!quantity)
    return spoil(
        bad_input_kind::bad_quantity,
        in_line(row, "the Quantity " + in_quotes(quantity_text) + " is not a whole number"));
  const auto& date_text = row.fields[columns_.invoice_date];
  auto date = parse_date(date_text, dates_);
  if (!date)
    return spoil(bad_input_kind::bad_date,
                 in_line(row, "the InvoiceDate " + in_quotes(date_text) + " is not a date like " +
                                  (dates_ == date_format::month_first ? "12/31/10 8:05"
                                                                      : "31/12/2010 8:05")));
  const auto& price_text = row.fields[columns_.unit_price];
  auto price = parse_price_minor(price_text);
  if (!price)
    return spoil(bad_input_kind::bad_price,
                 in_line(row, "the UnitPrice " + in_quotes(price_text) + " is not a price"));
  line.quantity = *quantity;
  line.price_minor = *price;

  std::int64_t amount = 0;
  if (__builtin_mul_overflow(*quantity, *price, &amount) ||
      __builtin_add_overflow(amount_minor_, amount, &amount_minor_))
    return spoil(bad_input_kind::too_large, in_line(row, "the amount of the invoice is too large"));
  payload_ += line_size + json_size(line.sku);
  if (lines_.empty()) {
    payload_ += json_size(invoice_no_) + json_size(row.fields[columns_.country]) +
                json_size(row.fields[columns_.customer_id]);
    country_ = row.fields[columns_.country];
    customer_ = row.fields[columns_.customer_id];
    date_ = *date;
  }
  all_free_ = all_free_ && line.price_minor == 0;
  lines_.push_back(std::move(line));
}

void invoice_draft::spoil(bad_input_kind kind, std::string reason) {
  if (problem_)
    return;
  problem_ = kind;
  reason_ = std::move(reason);
  lines_ = {};
}

bad_input invoice_draft::as_bad() && {
  return {*problem_, std::move(reason_), std::move(invoice_no_), as_text(places_),
          std::move(text_)};
}

invoice_item invoice_draft::finish(bool seen_before) && {
  if (seen_before) {
    problem_.reset();
    spoil(bad_input_kind::seen_before, "invoice seen before");
  }
  auto is_return = invoice_no_.starts_with('C');
  auto is_order = !is_return && !all_free_;
  if (amount_minor_ > amount_limit || amount_minor_ < -amount_limit)
    spoil(bad_input_kind::too_large, "the amount of the invoice is too large");
  if (is_order && amount_minor_ <= 0)
    spoil(bad_input_kind::total_not_positive, "the order's total is " +
                                                  std::to_string(amount_minor_) +
                                                  " in minor units; it must be positive");
  if (problem_)
    return std::move(*this).as_bad();
  if (is_order)
    return order_invoice{std::move(invoice_no_), date_,
                         std::move(customer_),   std::move(country_),
                         std::move(lines_),      amount_minor_};
  auto quantities = quantities_by_sku(lines_);
  if (!is_return)
    return stock_adjustment{std::move(invoice_no_), std::move(quantities)};
  for (auto& one : quantities)
    one.quantity = -one.quantity;
  return return_invoice{std::move(invoice_no_), std::move(country_), std::move(quantities),
                        -amount_minor_};
}

bad_input row_without_invoice(const csv_record& row) {
  return {bad_input_kind::no_invoice_number, "the InvoiceNo is empty", "",
          as_text({{row.first_line, row.last_line}}), std::string{beginning(row.text, text_limit)}};
}

} // namespace commerce
