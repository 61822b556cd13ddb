// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_origins.hpp"

#include "journal/sqlite_columns.hpp"
#include "journal/sqlite_schema.hpp"
#include "vocabulary/named_id.hpp"
#include "vocabulary/uuid_layout.hpp"

#include <algorithm>

namespace troupe::journal {
namespace {

std::int64_t hash_of(const std::string& source, const std::string& id) {
  return static_cast<std::int64_t>(bytes_from(named_id(source, id), 0));
}

} // namespace

origin_table::origin_table(connection& db, const duplicate_window& window)
    : db_(db), window_(window), find_(db, select_sql(tables::origins, format_version) +
                                              "WHERE hash = ? AND source = ? AND id = ?"),
      insert_(db, insert_sql(tables::origins)), erase_(db, "DELETE FROM origins WHERE number = ?"),
      erase_oldest_(db, "DELETE FROM origins WHERE number IN "
                        "(SELECT number FROM origins ORDER BY number LIMIT ?1) "
                        "AND (number <= ?2 OR time <= ?3)") {
  last_ = static_cast<std::uint64_t>(db.number("SELECT max(number) FROM origins").value_or(0));
}

std::optional<known_origin> origin_table::find(const std::string& source, const std::string& id) {
  rows found{find_, hash_of(source, id), source, id};
  if (!found.next())
    return std::nullopt;
  check_row(db_, *found, tables::origins);
  return known_origin{found->natural(0), found->time(4), found->natural(5)};
}

void origin_table::keep(const std::string& source, const std::string& id, known_origin what,
                        const std::optional<known_origin>& found) {
  if (found)
    erase_.run(found->number);
  insert_.run_row(++last_, hash_of(source, id), source, id, what.time, what.sequence);
  newest_ = added_ == 0 ? what.time : std::max(newest_, what.time);
  ++added_;
}

void origin_table::flush() {
  if (added_ == 0)
    return;
  erase_oldest_.run(added_ * 2, last_ > window_.count ? last_ - window_.count : 0,
                    newest_ - window_.age);
  added_ = 0;
}

} // namespace troupe::journal
