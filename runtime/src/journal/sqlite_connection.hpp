// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/row_crc.hpp"
#include "troupe/error.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace troupe::journal {

/// A connection to an SQLite file that remembers its first error: from then on everything done with
/// it does nothing, so that code reads straight and asks once, at the end. Belongs to one thread at
/// a time.
class connection {
public:
  static result<std::unique_ptr<connection>> open(const std::string& file, int flags,
                                                  const std::string& vfs);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  bool ok() const noexcept { return !failure_; }
  const std::optional<error>& failure() const noexcept { return failure_; }
  /// Forgets the error; for readers, whose next call may succeed.
  void recover();
  /// Remembers the error that SQLite's result code stands for.
  void fail(int code);
  void fail(error failure);

  void run(const char* sql);
  /// The first column of the first row; nothing where there is no row.
  std::optional<std::int64_t> number(const char* sql);
  std::optional<std::string> text(const char* sql);
  /// Ends the open transaction without effect, also after an error.
  void roll_back() noexcept;

  /// How many rows the last statement changed.
  std::int64_t changes() const noexcept;

  sqlite3* handle() const noexcept { return handle_; }
  const std::string& file() const noexcept { return file_; }

private:
  connection(sqlite3* handle, std::string file) : handle_(handle), file_(std::move(file)) {}

  sqlite3* handle_;
  std::string file_;
  std::optional<error> failure_;
};

/// When a statement is prepared.
enum class preparing { at_once, at_first_use };

/// A prepared statement of a connection. Text and blobs are bound without a copy: what is bound
/// must live until the statement is reset.
class statement : public binding<statement> {
public:
  statement(connection& db, std::string_view sql, preparing when = preparing::at_once);
  ~statement();
  statement(statement&& other) noexcept;
  statement(const statement&) = delete;
  statement& operator=(const statement&) = delete;

  /// Binds the values in order and runs to the end.
  template <class... Values>
  void run(const Values&... values) {
    bind_all(values...);
    while (step()) {
    }
    reset();
  }

  /// Likewise, with the values of a whole row, and behind them its CRC.
  template <class... Values>
  void run_row(const Values&... values) {
    row_crc sum;
    int at = 0;
    (sum.bind(++at, values), ...);
    run(values..., sum.value());
  }

  template <class... Values>
  void bind_all(const Values&... values) {
    if (handle_ == nullptr)
      prepare();
    int at = 0;
    (bind(++at, values), ...);
  }

  void put_null(int at);
  void put_integer(int at, std::int64_t value);
  void put_text(int at, std::string_view value);
  void put_blob(int at, std::string_view value);

  /// Whether there is a row.
  bool step();
  void reset() noexcept;

  bool is_null(int column) const;
  /// As a person reads it.
  std::string shown(int column) const;
  std::int64_t integer(int column) const;
  std::uint64_t natural(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  std::string text(int column) const;
  /// Until the next step or reset.
  std::string_view view(int column) const;
  uuid id(int column) const;
  trace way(int column) const;
  time_point time(int column) const {
    return time_point{std::chrono::microseconds{integer(column)}};
  }

private:
  void prepare();

  connection& db_;
  std::string sql_; ///< until it is prepared
  sqlite3_stmt* handle_ = nullptr;
};

/// The rows of a statement, which is reset when they go out of scope.
class rows {
public:
  template <class... Values>
  explicit rows(statement& of, const Values&... values) : of_(of) {
    of_.bind_all(values...);
  }
  ~rows() { of_.reset(); }
  rows(const rows&) = delete;
  rows& operator=(const rows&) = delete;

  bool next() { return of_.step(); }
  const statement* operator->() const noexcept { return &of_; }
  const statement& operator*() const noexcept { return of_; }

private:
  statement& of_;
};

} // namespace troupe::journal
