// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bare_journal.hpp"

#include "journal/sqlite.hpp"
#include "journal/sqlite_columns.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

namespace troupe::bench {
namespace {

using namespace journal;

/// As many rows in one statement as the journal takes.
constexpr std::size_t rows_at_once = 16;

/// Binds the values of a row to a statement, and adds them to its CRC.
struct bare_row : binding<bare_row> {
  bare_row(sqlite3_stmt* to, int before) : statement(to), first(before) {}

  void put_null(int at) { sqlite3_bind_null(statement, first + at); }
  void put_integer(int at, std::int64_t value) {
    sum.put_integer(at, value);
    sqlite3_bind_int64(statement, first + at, value);
  }
  void put_text(int at, std::string_view value) {
    sum.put_text(at, value);
    sqlite3_bind_text64(statement, first + at, value.data() ? value.data() : "", value.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
  }
  void put_blob(int at, std::string_view value) {
    sum.put_blob(at, value);
    sqlite3_bind_blob64(statement, first + at, value.data(), value.size(), SQLITE_STATIC);
  }
  void finish(int at) { sqlite3_bind_int64(statement, first + at, sum.value()); }

  sqlite3_stmt* statement;
  int first;
  row_crc sum;
};

} // namespace

bare_journal::bare_journal(const std::filesystem::path& file) {
  // The journal makes the tables, so that they are the same.
  if (const auto made = open_sqlite(file); !made)
    throw std::runtime_error(to_string(made.failure()));
  sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  for (const char* sql : {"PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=4096",
                          "PRAGMA journal_size_limit=67108864", "PRAGMA temp_store=MEMORY",
                          "PRAGMA secure_delete=OFF", "PRAGMA cache_size=-65536"})
    sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  begin_ = prepare("BEGIN IMMEDIATE");
  commit_ = prepare("COMMIT");
  const std::string row = row_of_values_sql(tables::events);
  const auto insert = "INSERT INTO " + into_sql(tables::events) + " VALUES" + row;
  one_ = prepare(insert);
  std::string more;
  for (std::size_t i = 1; i < rows_at_once; ++i)
    more += ',' + row;
  many_ = prepare(insert + more);
  position_ = prepare(replace_sql(tables::positions));
  state_ = prepare(replace_sql(tables::states));
}

bare_journal::~bare_journal() {
  for (auto* each : {begin_, commit_, one_, many_, position_, state_})
    sqlite3_finalize(each);
  sqlite3_close(db_);
}

void bare_journal::append(std::span<event_record> events) {
  run(begin_);
  insert(events);
  run(commit_);
}

void bare_journal::handle(std::span<event_record> events) {
  const auto first = head_;
  const auto handlers = events.size() / 3;
  run(begin_);
  insert(events);
  for (std::size_t i = 0; i < handlers; ++i) {
    const auto order = first + 3 * i;
    write_state("order-" + std::to_string(order), std::string(120, 's'));
    write_state("sku-" + std::to_string(order * 7919 % 3000), std::string(60, 't'));
  }
  for (std::uint64_t p = 0; p < std::min<std::uint64_t>(partition_count, 2 * handlers); ++p)
    write_position(p, first + p);
  run(commit_);
}

sqlite3_stmt* bare_journal::prepare(const std::string& sql) {
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v3(db_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr) !=
      SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db_));
  return made;
}

void bare_journal::run(sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE)
    throw std::runtime_error(sqlite3_errmsg(db_));
  sqlite3_reset(statement);
}

void bare_journal::insert(std::span<event_record> events) {
  const int width = tables::events.width() + 1;
  while (!events.empty()) {
    const std::size_t count = events.size() >= rows_at_once ? rows_at_once : 1;
    auto* statement = count == 1 ? one_ : many_;
    for (std::size_t i = 0; i < count; ++i) {
      auto& each = events[i];
      each.sequence = ++head_;
      bare_row row{statement, static_cast<int>(i) * width};
      row.bind(1, each.sequence);
      bind_event(row, 1, each, 1);
      row.finish(width);
    }
    run(statement);
    events = events.subspan(count);
  }
}

void bare_journal::write_state(const std::string& key, const std::string& value) {
  bare_row row{state_, 0};
  row.bind(1, 1);
  row.bind(2, key);
  row.bind(3, value);
  row.finish(4);
  run(state_);
}

void bare_journal::write_position(std::uint64_t partition, std::uint64_t position) {
  bare_row row{position_, 0};
  row.bind(1, 1);
  row.bind(2, partition);
  row.bind(3, 0);
  row.bind(4, position);
  row.bind(5, std::nullopt);
  row.finish(6);
  run(position_);
}

} // namespace troupe::bench
