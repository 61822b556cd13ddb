// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/csv_reader.hpp"
#include "commerce/id_set.hpp"
#include "commerce/input_survey.hpp"
#include "commerce/invoice.hpp"
#include "commerce/invoice_columns.hpp"
#include "commerce/invoice_draft.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>

namespace commerce {

/// How far an input has been read, to be kept beside what was read from it.
///
/// `size` and `hash` say which content it is. `offset` is the first byte of the first row of the
/// first invoice that is not done; `line` is where that is, for people. A row without an InvoiceNo
/// inside that invoice is told before the invoice is, and `rows_told` counts those.
struct input_position {
  std::uint64_t size = 0;
  std::string hash;
  std::uint64_t offset = 0;
  std::uint64_t line = 0;
  std::uint64_t rows_told = 0;

  friend bool operator==(const input_position&, const input_position&) = default;
};
BOOST_DESCRIBE_STRUCT(input_position, (), (size, hash, offset, line, rows_told))

/// Something that was read, and the position that it makes durable.
struct placed_item {
  invoice_item item;
  input_position after;
};

/// Reads the invoices of a file, in order, from its beginning or from a position.
///
/// Consecutive rows with one InvoiceNo are an invoice. Memory: one invoice, and about 30 bytes for
/// each InvoiceNo of the file, to know one that comes again; a reader that starts at a position
/// reads the rows before it once more to learn them.
class invoice_reader {
public:
  /// Where the reading began.
  enum class start {
    beginning,
    position,
    /// At the beginning, because the position belongs to a file of another size or content.
    other_file,
  };

  static troupe::result<invoice_reader> open(const std::string& path, date_format dates,
                                             const std::optional<input_position>& from = {});

  start started() const { return start_; }
  /// The size of the file, to tell how much is left.
  std::uint64_t size() const { return survey_.size; }
  /// The next thing in the file, or nothing at its end.
  troupe::result<std::optional<placed_item>> next();

private:
  invoice_reader(csv_reader rows, input_survey survey, invoice_columns columns, date_format dates)
      : rows_(std::move(rows)), survey_(std::move(survey)), columns_(columns), dates_(dates) {}

  troupe::result<void> go_to(const input_position& from);
  /// The row's InvoiceNo; empty if it has none.
  std::string invoice_no_of(const csv_record& row) const;
  input_position position(std::uint64_t offset, std::uint64_t line, std::uint64_t rows_told) const;
  std::optional<placed_item> take_row_without_invoice(const csv_record& row);
  placed_item close_draft(const std::optional<csv_record>& next_row);

  csv_reader rows_;
  input_survey survey_;
  invoice_columns columns_;
  date_format dates_;
  start start_ = start::beginning;
  id_set seen_;
  // The row that has been read and belongs to the next invoice.
  std::optional<csv_record> ahead_;
  std::optional<invoice_draft> draft_;
  // Where the draft's first row begins.
  std::uint64_t draft_offset_ = 0;
  std::uint64_t draft_line_ = 0;
  // Rows without an InvoiceNo inside the draft: those met, and those that were told by an earlier
  // reader and are not told again.
  std::uint64_t rows_met_ = 0;
  std::uint64_t rows_told_before_ = 0;
};

} // namespace commerce
