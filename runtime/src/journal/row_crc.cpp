// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/row_crc.hpp"

#include "journal/crc32c.hpp"

#include <sqlite3.h>

#include <array>

namespace troupe::journal {
namespace {

using eight_bytes = std::array<unsigned char, 8>;

eight_bytes lowest_first(std::uint64_t value) noexcept {
  eight_bytes made;
  for (std::size_t i = 0; i < made.size(); ++i)
    made[i] = static_cast<unsigned char>(value >> (8 * i));
  return made;
}

eight_bytes header(int at, std::uint64_t kind, std::uint64_t size) noexcept {
  return lowest_first(static_cast<std::uint64_t>(at) | kind << 8 | size << 16);
}

std::string_view bytes_of(sqlite3_value* value) {
  const auto* begin = static_cast<const char*>(sqlite3_value_blob(value));
  return {begin, begin ? static_cast<std::size_t>(sqlite3_value_bytes(value)) : 0};
}

void crc_of_values(sqlite3_context* context, int count, sqlite3_value** values) {
  row_crc sum;
  for (int i = 0; i < count; ++i) {
    switch (sqlite3_value_type(values[i])) {
    case SQLITE_NULL:
      break;
    case SQLITE_INTEGER:
      sum.put_integer(i + 1, sqlite3_value_int64(values[i]));
      break;
    case SQLITE_TEXT:
      sum.put_text(i + 1, bytes_of(values[i]));
      break;
    default:
      sum.put_blob(i + 1, bytes_of(values[i]));
    }
  }
  sqlite3_result_int64(context, sum.value());
}

} // namespace

void row_crc::put_integer(int at, std::int64_t value) noexcept {
  const auto before = header(at, 1, sizeof value);
  const auto bytes = lowest_first(static_cast<std::uint64_t>(value));
  sum_ = crc32c(crc32c(sum_, before.data(), before.size()), bytes.data(), bytes.size());
}

void row_crc::add(int at, std::uint64_t kind, std::string_view bytes) noexcept {
  const auto before = header(at, kind, bytes.size());
  sum_ = crc32c(crc32c(sum_, before.data(), before.size()), bytes.data(), bytes.size());
}

int add_row_crc(sqlite3* to) {
  return sqlite3_create_function_v2(to, "row_crc", -1,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                    crc_of_values, nullptr, nullptr, nullptr);
}

} // namespace troupe::journal
