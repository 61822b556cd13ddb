// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

/// The tables' columns but `crc`, and the SQL that names them all.
namespace troupe::journal {

/// Every row of format 4 and later has a CRC.
inline constexpr std::int64_t crc_since = 4;

struct column {
  std::string_view name;
  std::int64_t since = 1; ///< the format that added it
};

/// A row's CRC covers the columns in this order, so new ones stand last.
struct table {
  std::string_view name;
  std::span<const column> columns;
  std::size_t keys = 1;   ///< so many of the first name a row
  std::int64_t since = 1; ///< the format that added it

  int width() const { return static_cast<int>(columns.size()); }
};

namespace tables {
extern const table counters, topics, events, subscriptions, positions, states, parked, timers,
    dead_letters, dead_letter_audits, origins, rereading;
}

/// All of them.
std::span<const table* const> all_tables();

/// "a, b, c", with NULL in place of what a file of this format has not; each behind `prefix`.
std::string columns_sql(const table&, std::int64_t format, const std::string& prefix = "");

/// Whether a row agrees with its CRC, as one more column; 1 in a file whose rows have none.
std::string soundness_sql(const table&, std::int64_t format, const std::string& prefix = "");

/// "SELECT a, b, c, <soundness> FROM table " .
std::string select_sql(const table&, std::int64_t format);

/// "table(a, b, c, crc)".
std::string into_sql(const table&);

/// "(?1,?2,?3,?4)", or without the numbers: a value for each column and the CRC.
std::string values_sql(const table&);
std::string row_of_values_sql(const table&);

/// Whole statements of these, for one row.
std::string insert_sql(const table&);
std::string replace_sql(const table&);

/// "row_crc(a, b, c)", with other expressions in place of some columns.
std::string crc_sql(const table&,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> but = {},
                    const std::string& prefix = "");

} // namespace troupe::journal
