// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_connection.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>

struct sqlite3_backup;

namespace troupe::journal {

/// Copies the database of a connection to another file, in steps, between which the same connection
/// may write: the copy is of what was committed when the last step began.
///
/// It is made under the name `<to>.part`, which `finish` syncs and renames, so that what stands
/// under its name is whole whenever the process ends. An older file of that name is replaced.
class sqlite_copy {
public:
  static result<std::unique_ptr<sqlite_copy>> begin(connection& from, std::filesystem::path to);
  ~sqlite_copy(); ///< removes what is not finished

  sqlite_copy(const sqlite_copy&) = delete;
  sqlite_copy& operator=(const sqlite_copy&) = delete;

  /// Copies so many pages more. True when all of them are copied.
  result<bool> step(int pages);
  result<void> finish();

  std::uint64_t pages_copied() const;
  std::uint64_t pages_in_all() const;

private:
  sqlite_copy(std::filesystem::path to, std::unique_ptr<connection> db, sqlite3_backup* copying)
      : to_(std::move(to)), db_(std::move(db)), copying_(copying) {}

  error failure(int code) const;

  std::filesystem::path to_;
  std::unique_ptr<connection> db_;
  sqlite3_backup* copying_;
  bool is_finished_ = false;
};

/// Told how many pages are copied, and how many there are.
using copy_progress = std::function<void(std::uint64_t copied, std::uint64_t in_all)>;

/// All of it at once, for whoever has nothing else to do.
result<void> copy_whole(connection& from, const std::filesystem::path& to,
                        const copy_progress& tell = {});

/// The name under which a copy is made.
std::filesystem::path part_of(const std::filesystem::path& file);

/// Syncs the file and gives it its name, replacing what has it.
result<void> put_in_place(const std::filesystem::path& made, const std::filesystem::path& name);

} // namespace troupe::journal
