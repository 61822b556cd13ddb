// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_connection.hpp"

#include "journal/sqlite_error.hpp"

#include <sqlite3.h>

#include <cstring>
#include <utility>

namespace troupe::journal {

result<std::unique_ptr<connection>> connection::open(const std::string& file, int flags,
                                                     const std::string& vfs) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                      vfs.empty() ? nullptr : vfs.c_str());
  std::unique_ptr<connection> made{new connection{handle, file}};
  if (code != SQLITE_OK)
    made->fail(code);
  else if (const int added = add_row_crc(handle); added != SQLITE_OK)
    made->fail(added);
  if (!made->ok())
    return *made->failure();
  sqlite3_busy_timeout(handle, 5000);
  return made;
}

connection::~connection() {
  sqlite3_close_v2(handle_);
}

void connection::recover() {
  failure_.reset();
}

void connection::fail(int code) {
  if (!failure_)
    failure_ = describe_failure(handle_, code, file_);
}

void connection::fail(error failure) {
  if (!failure_)
    failure_ = std::move(failure);
}

void connection::run(const char* sql) {
  statement{*this, sql}.run();
}

std::optional<std::int64_t> connection::number(const char* sql) {
  statement asked{*this, sql};
  return asked.step() ? std::optional{asked.integer(0)} : std::nullopt;
}

std::optional<std::string> connection::text(const char* sql) {
  statement asked{*this, sql};
  return asked.step() ? std::optional{asked.text(0)} : std::nullopt;
}

std::int64_t connection::changes() const noexcept {
  return sqlite3_changes64(handle_);
}

void connection::roll_back() noexcept {
  if (!sqlite3_get_autocommit(handle_))
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

statement::statement(connection& db, std::string_view sql, preparing when) : db_(db), sql_(sql) {
  if (when == preparing::at_once)
    prepare();
}

void statement::prepare() {
  if (!db_.ok())
    return;
  const int code = sqlite3_prepare_v3(db_.handle(), sql_.data(), static_cast<int>(sql_.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  if (code == SQLITE_OK)
    sql_ = {};
  else
    db_.fail(code);
}

statement::~statement() {
  sqlite3_finalize(handle_);
}

statement::statement(statement&& other) noexcept
    : db_(other.db_), sql_(std::move(other.sql_)), handle_(std::exchange(other.handle_, nullptr)) {}

// A bind fails only on a number that the statement does not have, which preparing and the tests
// would show, or when memory runs out, which the next step reports: so nothing is checked here.

void statement::put_null(int at) {
  sqlite3_bind_null(handle_, at);
}

void statement::put_integer(int at, std::int64_t value) {
  sqlite3_bind_int64(handle_, at, value);
}

void statement::put_text(int at, std::string_view value) {
  sqlite3_bind_text64(handle_, at, value.data() ? value.data() : "", value.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}

void statement::put_blob(int at, std::string_view value) {
  sqlite3_bind_blob64(handle_, at, value.data(), value.size(), SQLITE_STATIC);
}

bool statement::step() {
  if (!db_.ok())
    return false;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW)
    return true;
  if (code != SQLITE_DONE)
    db_.fail(code);
  return false;
}

void statement::reset() noexcept {
  sqlite3_reset(handle_);
}

bool statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::string statement::shown(int column) const {
  const bool is_id = sqlite3_column_type(handle_, column) == SQLITE_BLOB;
  return is_id ? to_string(id(column)) : text(column);
}

std::int64_t statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string statement::text(int column) const {
  return std::string{view(column)};
}

std::string_view statement::view(int column) const {
  const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (begin == nullptr)
    return {};
  return {begin, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

uuid statement::id(int column) const {
  uuid found;
  const void* bytes = sqlite3_column_blob(handle_, column);
  if (bytes && sqlite3_column_bytes(handle_, column) == static_cast<int>(found.bytes.size()))
    std::memcpy(found.bytes.data(), bytes, found.bytes.size());
  return found;
}

trace statement::way(int column) const {
  trace found;
  const void* bytes = sqlite3_column_blob(handle_, column);
  if (bytes && sqlite3_column_bytes(handle_, column) == static_cast<int>(sizeof found))
    std::memcpy(&found, bytes, sizeof found);
  return found;
}

} // namespace troupe::journal
