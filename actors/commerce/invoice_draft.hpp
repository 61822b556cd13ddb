// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/csv_reader.hpp"
#include "commerce/invoice.hpp"
#include "commerce/invoice_columns.hpp"
#include "commerce/invoice_fields.hpp"

#include <optional>
#include <utility>

namespace commerce {

/// One invoice while its rows are gathered; `finish` decides what it is. Pure.
///
/// One bad row spoils the whole invoice; the first problem is the one that is told.
class invoice_draft {
public:
  /// An invoice becomes one event, and each of its SKUs another: these keep it within the limits
  /// that a deployment has by default (`limits.payload`, `limits.published`).
  static constexpr std::size_t row_limit = 5000;
  static constexpr std::size_t payload_limit = 768 * 1024;
  static constexpr std::int64_t amount_limit = 1'000'000'000'000'000;

  invoice_draft(std::string invoice_no, const invoice_columns& columns, date_format dates)
      : columns_(columns), dates_(dates), invoice_no_(std::move(invoice_no)) {}

  const std::string& invoice_no() const { return invoice_no_; }
  void add(const csv_record& row);
  invoice_item finish(bool seen_before) &&;

private:
  void note_place(const csv_record& row);
  void take_fields(const csv_record& row);
  void spoil(bad_input_kind kind, std::string reason);
  bad_input as_bad() &&;

  invoice_columns columns_;
  date_format dates_;
  std::string invoice_no_;
  std::string country_;
  std::string customer_;
  troupe::time_point date_{};
  std::vector<invoice_line> lines_;
  std::size_t rows_ = 0;
  std::size_t payload_ = 0;
  std::int64_t amount_minor_ = 0;
  bool all_free_ = true;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> places_;
  std::string text_;
  std::optional<bad_input_kind> problem_;
  std::string reason_;
};

/// The row that has no InvoiceNo, as the dead letter that it becomes.
bad_input row_without_invoice(const csv_record& row);

} // namespace commerce
