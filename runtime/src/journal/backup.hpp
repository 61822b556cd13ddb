// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_copy.hpp"
#include "journal/verify.hpp"
#include "troupe/error.hpp"

#include <filesystem>
#include <optional>
#include <string>

/// Copies of a journal that nobody has open for writing. One that runs is copied by its engine.
namespace troupe::journal {

/// Why a journal may not be copied to this place; `replace` allows for an older file there.
std::optional<error> objection_to_backup(const std::filesystem::path& journal,
                                         const std::filesystem::path& to, bool replace);

/// Copies a journal while it has no owner, in whatever format it is. `ec::busy` where it has one.
result<void> back_up_stopped(const std::filesystem::path& journal, const std::filesystem::path& to,
                             const copy_progress&);

/// What became of a restore.
struct restored {
  std::filesystem::path aside; ///< where the journal that was there is now; empty where none was
  verification source;         ///< where it has findings, nothing was restored
};

/// Puts a copy in the journal's place, after it was verified, while nobody owns it. What stood
/// there is kept under another name, with its log. Whenever the process ends, the journal is the
/// old one or the new one; of an old one that cannot be opened any more, the log may be aside
/// alone.
result<restored> restore(const std::filesystem::path& journal, const std::filesystem::path& from,
                         const copy_progress&);

} // namespace troupe::journal
