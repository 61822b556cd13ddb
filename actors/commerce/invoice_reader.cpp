// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_reader.hpp"

namespace commerce {

troupe::result<invoice_reader> invoice_reader::open(const std::string& path, date_format dates,
                                                    const std::optional<input_position>& from) {
  auto survey = survey_input(path);
  if (!survey)
    return std::move(survey).failure();
  auto rows = csv_reader::open(path, survey->encoding);
  if (!rows)
    return std::move(rows).failure();
  auto header = rows->next();
  if (!header)
    return std::move(header).failure();
  if (!*header)
    return troupe::error{troupe::ec::invalid,
                         "the file is empty; its first row must name the columns", path};
  auto columns = find_columns((*header)->fields);
  if (!columns) {
    auto failure = std::move(columns).failure();
    failure.where = path + ":" + std::to_string((*header)->first_line);
    return failure;
  }
  auto reader = invoice_reader{std::move(*rows), std::move(*survey), *columns, dates};
  if (!from)
    return reader;
  if (from->size != reader.survey_.size || from->hash != reader.survey_.hash) {
    reader.start_ = start::other_file;
    return reader;
  }
  if (auto gone = reader.go_to(*from); !gone)
    return std::move(gone).failure();
  return reader;
}

troupe::result<void> invoice_reader::go_to(const input_position& from) {
  start_ = start::position;
  rows_told_before_ = from.rows_told;
  while (rows_.offset() < from.offset) {
    auto row = rows_.next();
    if (!row)
      return std::move(row).failure();
    if (!*row)
      break;
    if ((*row)->offset >= from.offset) {
      ahead_ = std::move(**row);
      break;
    }
    if (auto invoice_no = invoice_no_of(**row); !invoice_no.empty())
      seen_.insert(invoice_no);
  }
  return {};
}

troupe::result<std::optional<placed_item>> invoice_reader::next() {
  for (;;) {
    auto row = std::exchange(ahead_, std::nullopt);
    if (!row) {
      auto read = rows_.next();
      if (!read)
        return std::move(read).failure();
      row = std::move(*read);
    }
    if (!row && !draft_)
      return std::optional<placed_item>{};
    auto invoice_no = row ? invoice_no_of(*row) : std::string{};
    if (row && invoice_no.empty()) {
      if (auto told = take_row_without_invoice(*row))
        return told;
      continue;
    }
    if (draft_ && (!row || invoice_no != draft_->invoice_no())) {
      auto closed = close_draft(row);
      ahead_ = std::move(row);
      return std::optional<placed_item>{std::move(closed)};
    }
    if (!draft_) {
      draft_.emplace(std::move(invoice_no), columns_, dates_);
      draft_offset_ = row->offset;
      draft_line_ = row->first_line;
    }
    draft_->add(*row);
  }
}

std::string invoice_reader::invoice_no_of(const csv_record& row) const {
  return columns_.invoice_no < row.fields.size() ? row.fields[columns_.invoice_no] : "";
}

input_position invoice_reader::position(std::uint64_t offset, std::uint64_t line,
                                        std::uint64_t rows_told) const {
  return {survey_.size, survey_.hash, offset, line, rows_told};
}

std::optional<placed_item> invoice_reader::take_row_without_invoice(const csv_record& row) {
  if (!draft_)
    return placed_item{row_without_invoice(row), position(row.end, rows_.line(), 0)};
  ++rows_met_;
  if (rows_met_ <= rows_told_before_)
    return std::nullopt;
  return placed_item{row_without_invoice(row), position(draft_offset_, draft_line_, rows_met_)};
}

placed_item invoice_reader::close_draft(const std::optional<csv_record>& next_row) {
  auto after = next_row ? position(next_row->offset, next_row->first_line, 0)
                        : position(rows_.offset(), rows_.line(), 0);
  auto is_new = seen_.insert(draft_->invoice_no());
  auto item = std::move(*draft_).finish(!is_new);
  draft_.reset();
  rows_met_ = 0;
  rows_told_before_ = 0;
  return {std::move(item), std::move(after)};
}

} // namespace commerce
