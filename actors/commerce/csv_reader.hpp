// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/file.hpp"
#include "commerce/text_encoding.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace commerce {

/// One row of a CSV file, in UTF-8, and where it stands: lines count from 1, `offset` is the byte
/// that it begins with and `end` the byte after its line end.
struct csv_record {
  std::vector<std::string> fields;
  /// The row as it stands in the file, without its line end.
  std::string text;
  /// What is wrong with the row's form; empty if nothing is. Then the fields are a best guess.
  std::string problem;
  std::uint64_t offset = 0;
  std::uint64_t end = 0;
  std::uint64_t first_line = 1;
  std::uint64_t last_line = 1;
};

/// Reads a CSV file (RFC 4180) row by row, a piece of the file at a time.
///
/// A byte order mark is skipped, lines without any character but blanks are too. A quote that is
/// not closed within `record_limit` spoils the line that opened it and no other: reading goes on
/// with the next line. The file is read to the size that it has when it is opened.
class csv_reader {
public:
  static constexpr std::size_t record_limit = 1 << 20;

  static troupe::result<csv_reader> open(const std::string& path, text_encoding encoding);

  /// The next row, or nothing at the end of the file.
  troupe::result<std::optional<csv_record>> next();
  /// The byte after the last row that `next` returned, and the line it is on.
  std::uint64_t offset() const { return offset_; }
  std::uint64_t line() const { return line_; }

private:
  csv_reader(file input, std::uint64_t size, text_encoding encoding)
      : input_(std::move(input)), size_(size), encoding_(encoding) {}

  std::string_view unread() const { return std::string_view{buffer_}.substr(at_); }
  bool at_end() const { return offset_ + unread().size() >= size_; }
  troupe::result<void> fill();
  troupe::result<csv_record> read_record();
  csv_record take(std::size_t content, std::size_t size, std::size_t line_ends,
                  const char* problem);
  csv_record take_first_line(const char* problem);
  troupe::result<csv_record> take_too_long();
  troupe::result<void> skip_rest_of_line();
  void drop(std::size_t size);

  file input_;
  std::uint64_t size_;
  text_encoding encoding_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 1;
  std::vector<std::string> fields_;
};

} // namespace commerce
