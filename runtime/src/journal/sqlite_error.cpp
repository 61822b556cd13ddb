// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_error.hpp"

#include <sqlite3.h>

#include <system_error>

namespace troupe::journal {
namespace {

std::string system_text(sqlite3* handle) {
  const int number = handle ? sqlite3_system_errno(handle) : 0;
  return number ? std::generic_category().message(number) : std::string{"no more is known"};
}

std::string_view what_was_tried(int code) {
  switch (code) {
  case SQLITE_IOERR_READ:
  case SQLITE_IOERR_SHORT_READ:
    return "reading";
  case SQLITE_IOERR_FSYNC:
  case SQLITE_IOERR_DIR_FSYNC:
    return "syncing";
  case SQLITE_IOERR_WRITE:
  case SQLITE_IOERR_TRUNCATE:
    return "writing";
  default:
    return "using";
  }
}

} // namespace

error describe_failure(sqlite3* handle, int code, const std::string& file) {
  const std::string said = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xff) {
  case SQLITE_FULL:
    return {ec::io,
            "the disk is full, the journal cannot grow; free some space and start again, what was "
            "acknowledged is there",
            file};
  case SQLITE_IOERR:
    return {ec::io,
            "the operating system refused " + std::string{what_was_tried(code)} + " the journal (" +
                system_text(handle) +
                "); look at the disk and start again, what was acknowledged is there",
            file};
  case SQLITE_CANTOPEN:
    return {ec::io,
            "the journal cannot be opened (" + system_text(handle) +
                "); see that the file and its folder may be read and written",
            file};
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return {ec::io,
            "the journal may not be written; see who owns the file and its folder, and whether the "
            "disk is mounted read-only",
            file};
  case SQLITE_CORRUPT:
    return {
        ec::damaged,
        "the journal is damaged (" + said +
            "); put a backup in its place, or save what can be read with `sqlite3 FILE .recover`",
        file};
  case SQLITE_NOTADB:
    return {
        ec::damaged,
        "this is not a journal of Troupe, or its beginning is damaged; name another file, or put "
        "a backup in its place",
        file};
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return {ec::busy, "another program holds the journal (" + said + "); end it and try again",
            file};
  default:
    return {ec::internal,
            "SQLite failed on the journal: " + said + " (" + std::to_string(code) +
                "); please report this",
            file};
  }
}

} // namespace troupe::journal
