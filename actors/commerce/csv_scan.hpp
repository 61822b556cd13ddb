// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace commerce {

/// How a scan of one CSV record ended.
enum class csv_outcome {
  /// A whole record, well formed.
  record,
  /// A whole record, and text stands between a closing quote and the next comma.
  text_after_quote,
  /// The text ends before the record does; with more text the scan may end otherwise.
  incomplete,
  /// The input ends inside a quoted field.
  unclosed_quote,
};

/// What a scan found: `size` bytes belong to the record, its line end included, with `line_ends` in
/// them; `content` bytes come before that line end.
struct csv_scan {
  csv_outcome outcome = csv_outcome::incomplete;
  std::size_t size = 0;
  std::size_t content = 0;
  std::size_t line_ends = 0;
};

/// Reads the first record of `text` into `fields`, by RFC 4180.
///
/// Lines end with CRLF, LF or CR. Quotes open a field only at its beginning; a quote inside an
/// unquoted field stands for itself. `at_end` says that no text follows. Pure.
csv_scan scan_csv_record(std::string_view text, bool at_end, std::vector<std::string>& fields);

/// How many bytes the first line of `text` has without its end, all of it if it has none.
std::size_t first_line_size(std::string_view text);

} // namespace commerce
