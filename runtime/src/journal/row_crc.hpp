// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/binding.hpp"

#include <cstdint>
#include <string_view>

struct sqlite3;

namespace troupe::journal {

/// The CRC-32C of a row, which stands in its column `crc`: of all its other columns, in the order
/// of `sqlite_tables.hpp`. Part of the format.
///
/// A column that is NULL adds nothing, so rows stay right when a later format adds one. Each other
/// one adds eight bytes, its number (the first is 1) in the first and its kind in the second, 1 for
/// an integer, 3 for text, 4 for a blob, and its size in the rest; and then its bytes, those of an
/// integer being eight. Whatever has several bytes has the lowest first.
class row_crc : public binding<row_crc> {
public:
  void put_null(int) noexcept {}
  void put_integer(int at, std::int64_t value) noexcept;
  void put_text(int at, std::string_view value) noexcept { add(at, 3, value); }
  void put_blob(int at, std::string_view value) noexcept { add(at, 4, value); }

  std::uint32_t value() const noexcept { return sum_; }

private:
  void add(int at, std::uint64_t kind, std::string_view bytes) noexcept;

  std::uint32_t sum_ = 0;
};

/// Lets SQL on this connection compute it: `row_crc(first, second, ...)`. An SQLite result code.
int add_row_crc(sqlite3*);

} // namespace troupe::journal
