// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/csv_reader.hpp"

#include "commerce/csv_scan.hpp"

#include <algorithm>

namespace commerce {
namespace {

constexpr std::size_t piece_size = 64 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(const csv_record& record) {
  return record.text.find_first_not_of(" \t") == std::string::npos;
}

} // namespace

troupe::result<csv_reader> csv_reader::open(const std::string& path, text_encoding encoding) {
  auto input = file::open_to_read(path);
  if (!input)
    return std::move(input).failure();
  auto size = input->size();
  if (!size)
    return std::move(size).failure();
  auto reader = csv_reader{std::move(*input), *size, encoding};
  if (auto filled = reader.fill(); !filled)
    return std::move(filled).failure();
  if (reader.unread().starts_with(byte_order_mark)) {
    reader.at_ += byte_order_mark.size();
    reader.offset_ += byte_order_mark.size();
  }
  return reader;
}

troupe::result<std::optional<csv_record>> csv_reader::next() {
  while (!at_end() || !unread().empty()) {
    auto record = read_record();
    if (!record)
      return std::move(record).failure();
    if (!is_blank(*record))
      return std::optional<csv_record>{std::move(*record)};
  }
  return std::optional<csv_record>{};
}

troupe::result<void> csv_reader::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  auto known = buffer_.size();
  auto left = size_ - std::min(size_, offset_ + known);
  buffer_.resize(known + std::min<std::uint64_t>(piece_size, left));
  auto got = input_.read_at(offset_ + known, std::span{buffer_}.subspan(known));
  if (!got)
    return std::move(got).failure();
  if (*got < buffer_.size() - known)
    return troupe::error{troupe::ec::io, "the file became shorter while it was read; start again",
                         input_.path()};
  return {};
}

troupe::result<csv_record> csv_reader::read_record() {
  for (;;) {
    auto scan = scan_csv_record(unread(), at_end(), fields_);
    switch (scan.outcome) {
    case csv_outcome::record:
      return take(scan.content, scan.size, scan.line_ends, "");
    case csv_outcome::text_after_quote:
      return take(scan.content, scan.size, scan.line_ends, "text after a closing quote");
    case csv_outcome::unclosed_quote:
      return take_first_line("a quote that is not closed");
    case csv_outcome::incomplete:
      break;
    }
    if (unread().size() > record_limit)
      return take_too_long();
    if (auto filled = fill(); !filled)
      return std::move(filled).failure();
  }
}

csv_record csv_reader::take(std::size_t content, std::size_t size, std::size_t line_ends,
                            const char* problem) {
  csv_record record;
  record.fields = std::move(fields_);
  record.text = unread().substr(0, content);
  record.problem = problem;
  if (encoding_ == text_encoding::latin1) {
    for (auto& field : record.fields)
      field = latin1_to_utf8(field);
    record.text = latin1_to_utf8(record.text);
  }
  record.offset = offset_;
  record.first_line = line_;
  // A record that ends with the file ends in the middle of a line.
  record.last_line = line_ + line_ends - (size > content ? 1 : 0);
  drop(size);
  line_ += line_ends;
  record.end = offset_;
  return record;
}

csv_record csv_reader::take_first_line(const char* problem) {
  auto content = first_line_size(unread());
  auto size = content;
  if (size < unread().size())
    size += unread().substr(size, 2) == "\r\n" ? 2 : 1;
  scan_csv_record(unread().substr(0, content), true, fields_);
  return take(content, size, size > content ? 1 : 0, problem);
}

troupe::result<csv_record> csv_reader::take_too_long() {
  auto line_size = first_line_size(unread());
  if (line_size + 1 < unread().size())
    return take_first_line("a quote that is not closed within 1 MiB");
  scan_csv_record(unread().substr(0, line_size), true, fields_);
  auto record = take(line_size, line_size, 0, "a line of more than 1 MiB");
  if (auto skipped = skip_rest_of_line(); !skipped)
    return std::move(skipped).failure();
  record.end = offset_;
  return record;
}

void csv_reader::drop(std::size_t size) {
  at_ += size;
  offset_ += size;
}

troupe::result<void> csv_reader::skip_rest_of_line() {
  // A CR at the end of what was read may be the first half of a line end.
  for (drop(first_line_size(unread())); unread().size() < 2 && !at_end();
       drop(first_line_size(unread())))
    if (auto filled = fill(); !filled)
      return std::move(filled).failure();
  if (!unread().empty()) {
    drop(unread().starts_with("\r\n") ? 2 : 1);
    ++line_;
  }
  return {};
}

} // namespace commerce
