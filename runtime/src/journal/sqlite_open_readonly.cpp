// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_open_readonly.hpp"

#include "journal/sqlite.hpp"
#include "journal/sqlite_reader.hpp"
#include "journal/sqlite_schema.hpp"
#include "vocabulary/real_file.hpp"

#include <sqlite3.h>

namespace troupe::journal {
namespace {

std::string percent_encoded(const std::string& path) {
  std::string encoded;
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      constexpr const char* digits = "0123456789ABCDEF";
      encoded += {'%', digits[(c >> 4) & 15], digits[c & 15]};
    } else {
      encoded += c;
    }
  }
  return encoded;
}

/// A journal that was closed leaves its file alone. In a folder that cannot be written, SQLite can
/// make no shared memory beside it, and needs none: nobody else can write there either.
bool is_alone(const std::string& file) {
  std::error_code failed;
  const auto log = std::filesystem::file_size(beside(file, "-wal"), failed);
  return failed || log == 0;
}

result<std::unique_ptr<connection>> connect(const std::string& file, const std::string& vfs) {
  auto db = connection::open(file, SQLITE_OPEN_READONLY, vfs);
  if (!db)
    return db;
  (*db)->number("SELECT count(*) FROM sqlite_master");
  if ((*db)->ok() || (*db)->failure()->code != ec::io)
    return db;
  if (!is_alone(file))
    return error{
        ec::io,
        "the journal's last owner was killed, and what it left in " + file +
            "-wal can be read only where files can be made beside it; copy both files to a "
            "folder of yours, or run this as a user who may write here",
        file};
  return connection::open("file:" + percent_encoded(file) + "?immutable=1",
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, vfs);
}

} // namespace

result<std::unique_ptr<connection>> connect_readonly(const std::string& file,
                                                     const std::string& vfs) {
  auto db = connect(file, vfs);
  if (!db)
    return db;
  // Readers never make a checkpoint (see sqlite_engine.cpp), also not when they are the last to
  // close.
  (*db)->run("PRAGMA wal_autocheckpoint = 0");
  sqlite3_db_config((*db)->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  (*db)->run("PRAGMA cache_size = -8192");
  if (!(*db)->ok())
    return *(*db)->failure();
  return db;
}

result<std::unique_ptr<connection>> connect_to_journal(const std::filesystem::path& file,
                                                       const std::string& vfs) {
  std::error_code failed;
  if (!std::filesystem::exists(file, failed))
    return error{ec::not_found,
                 "there is no journal here yet; the deployment makes it when it runs first",
                 file.string()};
  auto db = connect_readonly(file.string(), vfs);
  if (!db)
    return db.failure();
  const auto format = check_format(**db);
  if (!format)
    return format.failure();
  if (*format == 0)
    return error{ec::not_found,
                 "the journal is empty; the deployment makes its tables when it runs first",
                 file.string()};
  return db;
}

result<std::unique_ptr<reader>> sqlite_reader::open(const std::string& file,
                                                    const std::string& vfs) {
  auto db = connect_readonly(file, vfs);
  if (!db)
    return db.failure();
  std::unique_ptr<sqlite_reader> made{new sqlite_reader{std::move(*db)}};
  if (!made->db_->ok())
    return *made->db_->failure();
  return std::unique_ptr<reader>{std::move(made)};
}

result<std::unique_ptr<reader>> open_sqlite_readonly(const std::filesystem::path& file,
                                                     const std::string& vfs) {
  if (const auto looked = connect_to_journal(file, vfs); !looked)
    return looked.failure();
  return sqlite_reader::open(file.string(), vfs);
}

} // namespace troupe::journal
