// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/row_crc.hpp"
#include "support/scratch_folder.hpp"

#include <sqlite3.h>

#include <stdexcept>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

/// What tests do to a journal's file behind the journal's back.
namespace troupe::journal::trial {

using support::bytes_of;
using support::scratch_folder;
using support::write_bytes;

/// Runs SQL on a file over a connection of its own, which knows `row_crc`; gives the first column
/// of the first row.
inline std::string sql(const std::filesystem::path& file, const std::string& text) {
  sqlite3* db = nullptr;
  sqlite3_open(file.c_str(), &db);
  add_row_crc(db);
  std::string first;
  char* message = nullptr;
  const auto keep = [](void* to, int count, char** values, char**) {
    auto& kept = *static_cast<std::string*>(to);
    if (kept.empty() && count > 0 && values[0])
      kept = values[0];
    return 0;
  };
  const int code = sqlite3_exec(db, text.c_str(), keep, &first, &message);
  const std::string said = message ? message : "";
  sqlite3_free(message);
  sqlite3_close(db);
  if (code != SQLITE_OK)
    throw std::runtime_error(text + ": " + said);
  return first;
}

/// While it lives the folder cannot be written, also not by root, whom permissions do not bind: the
/// process goes on as nobody.
class read_only {
public:
  explicit read_only(const std::filesystem::path& folder) : folder_(folder) {
    ::chmod(folder_.c_str(), 0555);
    if (::geteuid() == 0 && ::seteuid(65534) != 0)
      throw std::runtime_error("root could not become nobody");
  }
  ~read_only() {
    if (::getuid() == 0 && ::seteuid(0) != 0)
      std::abort();
    ::chmod(folder_.c_str(), 0755);
  }
  read_only(const read_only&) = delete;
  read_only& operator=(const read_only&) = delete;

private:
  std::filesystem::path folder_;
};

} // namespace troupe::journal::trial
