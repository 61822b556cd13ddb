// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_copy.hpp"

#include "journal/sqlite_error.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace troupe::journal {
namespace {

constexpr int pages_a_step = 1024;

error refused(const std::filesystem::path& file, const char* what, int number) {
  return {ec::io,
          std::string{"the operating system refused "} + what + " the copy (" +
              std::generic_category().message(number) +
              "); look at the disk and try again, the journal itself is as it was",
          file.string()};
}

result<void> sync(const std::filesystem::path& what) {
  const int opened = ::open(what.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0)
    return refused(what, "opening", errno);
  const int failed = ::fsync(opened) == 0 ? 0 : errno;
  ::close(opened);
  if (failed != 0)
    return refused(what, "syncing", failed);
  return {};
}

} // namespace

std::filesystem::path part_of(const std::filesystem::path& file) {
  return file.string() + ".part";
}

result<void> put_in_place(const std::filesystem::path& made, const std::filesystem::path& name) {
  if (auto synced = sync(made); !synced)
    return synced;
  if (::rename(made.c_str(), name.c_str()) != 0)
    return refused(name, "naming", errno);
  return sync(name.has_parent_path() ? name.parent_path() : ".");
}

result<std::unique_ptr<sqlite_copy>> sqlite_copy::begin(connection& from,
                                                        std::filesystem::path to) {
  const auto part = part_of(to);
  std::error_code failed;
  std::filesystem::remove(part, failed); // What a process left that was killed.
  auto db = connection::open(part.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "");
  if (!db)
    return db.failure();
  // Whoever ends meanwhile leaves a part that nobody uses, so it needs neither a log nor syncs.
  (*db)->run("PRAGMA journal_mode = OFF");
  (*db)->run("PRAGMA synchronous = OFF");
  if (!(*db)->ok())
    return *(*db)->failure();
  auto* copying = sqlite3_backup_init((*db)->handle(), "main", from.handle(), "main");
  if (copying == nullptr)
    return describe_failure((*db)->handle(), sqlite3_errcode((*db)->handle()), part.string());
  return std::unique_ptr<sqlite_copy>{new sqlite_copy{std::move(to), std::move(*db), copying}};
}

sqlite_copy::~sqlite_copy() {
  if (copying_ != nullptr)
    sqlite3_backup_finish(copying_);
  db_.reset();
  std::error_code failed;
  if (!is_finished_)
    std::filesystem::remove(part_of(to_), failed);
}

error sqlite_copy::failure(int code) const {
  return describe_failure(db_->handle(), code, part_of(to_).string());
}

result<bool> sqlite_copy::step(int pages) {
  const int code = sqlite3_backup_step(copying_, pages);
  if (code != SQLITE_OK && code != SQLITE_DONE)
    return failure(code);
  return code == SQLITE_DONE;
}

result<void> sqlite_copy::finish() {
  const int code = sqlite3_backup_finish(std::exchange(copying_, nullptr));
  if (code != SQLITE_OK)
    return failure(code);
  db_.reset();
  if (auto placed = put_in_place(part_of(to_), to_); !placed)
    return placed;
  is_finished_ = true;
  return {};
}

result<void> copy_whole(connection& from, const std::filesystem::path& to,
                        const copy_progress& tell) {
  auto made = sqlite_copy::begin(from, to);
  if (!made)
    return made.failure();
  for (;;) {
    const auto is_whole = (*made)->step(pages_a_step);
    if (!is_whole)
      return is_whole.failure();
    if (tell)
      tell((*made)->pages_copied(), (*made)->pages_in_all());
    if (*is_whole)
      return (*made)->finish();
  }
}

std::uint64_t sqlite_copy::pages_in_all() const {
  return static_cast<std::uint64_t>(sqlite3_backup_pagecount(copying_));
}

std::uint64_t sqlite_copy::pages_copied() const {
  return pages_in_all() - static_cast<std::uint64_t>(sqlite3_backup_remaining(copying_));
}

} // namespace troupe::journal
