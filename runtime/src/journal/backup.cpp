// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/backup.hpp"

#include "journal/owner_lock.hpp"
#include "journal/sqlite_copy.hpp"
#include "journal/sqlite_open_readonly.hpp"
#include "vocabulary/real_file.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace troupe::journal {
namespace {

result<void> copy(const std::filesystem::path& from, const std::filesystem::path& to,
                  const copy_progress& tell) {
  auto opened = connect_to_journal(from);
  if (!opened)
    return opened.failure();
  return copy_whole(**opened, to, tell);
}

/// A name beside the journal that nothing has: `shop.db.before-restore`,
/// `shop.db.before-restore-2`.
std::filesystem::path name_aside(const std::filesystem::path& journal) {
  const auto base = journal.string() + ".before-restore";
  std::filesystem::path name = base;
  for (int n = 2; std::filesystem::exists(name); ++n)
    name = base + '-' + std::to_string(n);
  return name;
}

error refused(const std::filesystem::path& file) {
  return {ec::io,
          "the journal that is here cannot be put aside (" +
              std::generic_category().message(errno) + "); nothing was restored",
          file.string()};
}

/// Copies the log into the file, so that the file alone is the journal. One that cannot be opened
/// any more is put aside as it is.
void settle_log(const std::filesystem::path& journal) {
  const auto db = connection::open(journal.string(), SQLITE_OPEN_READWRITE, "");
  if (db)
    (*db)->run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/// Gives the journal's file a second name, and its log with it. A log that stayed would be taken
/// for that of the file which comes in its place.
result<void> put_aside(const std::filesystem::path& journal, const std::filesystem::path& name) {
  if (::link(journal.c_str(), name.c_str()) != 0)
    return refused(journal);
  const auto log = journal.string() + "-wal";
  if (std::filesystem::exists(log) &&
      (::link(log.c_str(), (name.string() + "-wal").c_str()) != 0 || ::unlink(log.c_str()) != 0))
    return refused(journal);
  ::unlink((journal.string() + "-shm").c_str()); // Only an index of the log.
  return {};
}

} // namespace

std::optional<error> objection_to_backup(const std::filesystem::path& journal,
                                         const std::filesystem::path& to, bool replace) {
  std::error_code none;
  if (std::filesystem::equivalent(journal, to, none))
    return error{ec::invalid, "this is the journal itself; name another file", to.string()};
  if (owner_of(to))
    return error{ec::invalid, "this is the journal of a deployment that runs; name another file",
                 to.string()};
  if (!std::filesystem::exists(to, none))
    return std::nullopt;
  if (!std::filesystem::is_regular_file(to, none))
    return error{ec::invalid, "this is no file; name one", to.string()};
  if (!replace)
    return error{ec::exists, "there is a file already; name another, or say --replace",
                 to.string()};
  return std::nullopt;
}

result<void> back_up_stopped(const std::filesystem::path& journal, const std::filesystem::path& to,
                             const copy_progress& tell) {
  const auto held = owner_lock::take(journal);
  if (!held)
    return held.failure();
  return copy(journal, to, tell);
}

result<restored> restore(const std::filesystem::path& named, const std::filesystem::path& from,
                         const copy_progress& tell) {
  const auto journal = real_file(named); // It is what is replaced, not a link to it.
  const auto held = owner_lock::take(journal);
  if (!held)
    return held.failure();
  std::error_code none;
  if (std::filesystem::equivalent(journal, from, none))
    return error{ec::invalid, "this is the journal itself; name a backup of it", from.string()};
  auto looked = verify(from);
  if (!looked)
    return looked.failure();
  restored made{{}, *std::move(looked)};
  if (!made.source.findings.empty())
    return made;
  const auto fresh = journal.string() + ".restored";
  if (auto copied = copy(from, fresh, tell); !copied)
    return copied.failure();
  if (std::filesystem::exists(journal, none)) {
    made.aside = name_aside(journal);
    settle_log(journal);
    if (auto put = put_aside(journal, made.aside); !put)
      return put.failure();
  }
  if (auto placed = put_in_place(fresh, journal); !placed)
    return placed.failure();
  return made;
}

} // namespace troupe::journal
