// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_log.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <vector>

// Whoever had the journal before may have been killed between a write and its sync, or its sync may
// have failed: the system shows what was written, but it need not be on the disk. And after a sync
// that failed, another one does not bring it there, for the system takes what it could not write
// for written. A commit that is written behind such a hole would be lost with the power, though it
// was synced, and a checkpoint would copy pages of which the log has nothing any more. So all of
// the log is written once more, with the same bytes, and then synced.

namespace troupe::journal {
namespace {

/// SQLite's files take less than 128 KiB at a time.
constexpr sqlite3_int64 piece = 64 << 10;

int rewrite(sqlite3_file& log) {
  sqlite3_int64 size = 0;
  int code = log.pMethods->xFileSize(&log, &size);
  std::vector<char> bytes(static_cast<std::size_t>(std::min(size, piece)));
  for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += piece) {
    const auto length = static_cast<int>(std::min(piece, size - at));
    code = log.pMethods->xRead(&log, bytes.data(), length, at);
    if (code == SQLITE_OK)
      code = log.pMethods->xWrite(&log, bytes.data(), length, at);
  }
  return code == SQLITE_OK && size > 0 ? log.pMethods->xSync(&log, SQLITE_SYNC_NORMAL) : code;
}

} // namespace

result<void> make_log_durable(connection& db) {
  sqlite3_file* log = nullptr;
  int code = sqlite3_file_control(db.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER,
                                  static_cast<void*>(&log));
  if (code == SQLITE_OK && log != nullptr && log->pMethods != nullptr)
    code = rewrite(*log);
  if (code == SQLITE_OK)
    return {};
  db.fail(code);
  return *db.failure();
}

} // namespace troupe::journal
