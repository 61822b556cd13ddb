// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/duplicates.hpp"
#include "journal/engine.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

/// The journal in an SQLite file, which any operator can open with `sqlite3`.
namespace troupe::journal {

/// When a commit counts as durable.
enum class sync_mode {
  full,   ///< each group is synced to the disk: survives a power cut
  normal, ///< survives the process, and not a power cut
};

struct sqlite_options {
  sync_mode sync = sync_mode::full;
  /// The log is copied into the file when it has grown by this many pages, 8 MiB: to copy more
  /// keeps who waits meanwhile for longer than a slow sync does. Where nothing waits, by so few
  /// that whoever comes meanwhile does not wait long.
  int checkpoint_pages = 2048;
  int resting_pages = 512;
  duplicate_window duplicates{};
  /// Told what takes long when the journal is opened, for a log.
  std::function<void(const std::string&)> tell{};
  std::string vfs{}; ///< SQLite's file system by name; empty for the system's own
};

/// Opens the journal for writing and owns it until the engine ends; makes it where there is none.
///
/// The file's folder must exist. Errors: `ec::busy` when another process owns the file (the
/// sentence has its pid), `ec::not_found` for the folder, `ec::io` when the operating system
/// refuses, `ec::damaged` for a file that is damaged, of a newer format, or not a journal of ours.
result<std::unique_ptr<engine>> open_sqlite(const std::filesystem::path& file,
                                            const sqlite_options& options = {});

/// Opens the journal for reading only, beside its owner or when nobody owns it. Changes nothing in
/// it.
result<std::unique_ptr<reader>> open_sqlite_readonly(const std::filesystem::path& file,
                                                     const std::string& vfs = {});

} // namespace troupe::journal
