// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_engine.hpp"

#include "journal/effects.hpp"
#include "journal/find_position.hpp"
#include "journal/sqlite_copy.hpp"
#include "journal/sqlite_log.hpp"
#include "journal/sqlite_reader.hpp"
#include "journal/sqlite_schema.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <optional>
#include <string>

// SQLite 3.7.0 to 3.51.2 can damage a file when one connection makes a checkpoint while another
// writes (https://sqlite.org/wal.html, "the WAL-reset bug"). Here one connection does both, and
// readers never make a checkpoint, so every version since `sqlite_needed` will do.

namespace troupe::journal {
namespace {

constexpr int sqlite_needed = 3037000; // STRICT tables

result<void> check_place(const std::filesystem::path& file) {
  if (sqlite3_libversion_number() < sqlite_needed)
    return error{ec::incompatible, std::string{"the journal needs SQLite 3.37 or newer, this is "} +
                                       sqlite3_libversion() + "; update libsqlite3"};
  std::error_code failed;
  const auto folder = file.has_parent_path() ? file.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, failed))
    return error{ec::not_found,
                 "there is no folder " + folder.string() +
                     " to hold the journal; make it, or name "
                     "another place",
                 file.string()};
  return {};
}

int remember_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

bool needs_no_sync(const commit& c) {
  return (!c.claims.empty() || c.settled) && !has_effects(c);
}

/// So few pages that a commit which comes meanwhile waits some milliseconds.
class backup final : public chore {
public:
  explicit backup(std::unique_ptr<sqlite_copy> copy) : copy_(std::move(copy)) {}

  result<bool> step() override {
    constexpr int pages = 256;
    const auto is_whole = copy_->step(pages);
    if (!is_whole || !*is_whole)
      return is_whole;
    if (auto finished = copy_->finish(); !finished)
      return finished.failure();
    return true;
  }

private:
  std::unique_ptr<sqlite_copy> copy_;
};

} // namespace

result<std::unique_ptr<engine>> open_sqlite(const std::filesystem::path& file,
                                            const sqlite_options& options) {
  return sqlite_engine::open(file, options);
}

result<std::unique_ptr<engine>> sqlite_engine::open(const std::filesystem::path& file,
                                                    const sqlite_options& options) {
  if (auto place = check_place(file); !place)
    return place.failure();
  auto held = owner_lock::take(file);
  if (!held)
    return held.failure();
  auto db =
      connection::open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, options.vfs);
  if (!db)
    return db.failure();
  const auto format = check_format(**db);
  if (!format)
    return format.failure();
  if (auto durable = make_log_durable(**db); !durable)
    return durable.failure();
  if (auto prepared =
          prepare_for_writing(**db, *format, options.sync == sync_mode::full, options.tell);
      !prepared)
    return prepared.failure();
  std::unique_ptr<sqlite_engine> made{new sqlite_engine{std::move(*held), std::move(*db), options}};
  if (!made->db_->ok())
    return made->give_up();
  return std::unique_ptr<engine>{std::move(made)};
}

sqlite_engine::sqlite_engine(owner_lock held, std::unique_ptr<connection> db,
                             const sqlite_options& options)
    : held_(std::move(held)), db_(std::move(db)), options_(options),
      begin_(*db_, "BEGIN IMMEDIATE"), commit_(*db_, "COMMIT"), group_(*db_, options_.duplicates),
      head_(group_.head()), last_epoch_(group_.subscriptions().last_epoch()) {
  // Instead of wal_autocheckpoint, whose errors nobody would see.
  sqlite3_wal_hook(db_->handle(), remember_pages, &wal_pages_);
}

sqlite_engine::~sqlite_engine() = default;

bool sqlite_engine::finish() {
  group_.flush();
  commit_.run();
  return db_->ok();
}

error sqlite_engine::give_up() {
  db_->roll_back();
  sqlite3_db_config(db_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return *db_->failure();
}

/// Once the log has grown by this many pages. False where it failed.
bool sqlite_engine::checkpoint(int pages) {
  if (wal_pages_ < copied_pages_)
    copied_pages_ = 0; // All of it was copied, so the log began anew.
  if (wal_pages_ - copied_pages_ < pages)
    return true;
  copied_pages_ = wal_pages_;
  const int code =
      sqlite3_wal_checkpoint_v2(db_->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  // Busy only says that a reader holds some pages back; the next checkpoint takes them.
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    db_->fail(code);
    give_up();
  }
  return db_->ok();
}

result<void> sqlite_engine::rest() {
  if (db_->ok() && checkpoint(options_.resting_pages))
    return {};
  return *db_->failure();
}

void sqlite_engine::set_sync(const char* how) {
  if (options_.sync == sync_mode::full && db_->ok())
    db_->run((std::string{"PRAGMA synchronous = "} + how).c_str());
}

result<std::vector<verdict>> sqlite_engine::write(std::span<commit> group) {
  std::optional<without_sync> light;
  // Before the group and not behind it, so that nobody waits for it whose commit is durable.
  if (!db_->ok() || !checkpoint(options_.checkpoint_pages))
    return *db_->failure();
  if (std::all_of(group.begin(), group.end(), needs_no_sync))
    light.emplace(*this);
  std::vector<verdict> verdicts;
  verdicts.reserve(group.size());
  begin_.run();
  for (auto& c : group)
    verdicts.push_back(group_.add(c));
  if (!finish())
    return give_up();
  head_ = group_.head();
  if (spared_ != nullptr)
    spare_letters_of(group, verdicts);
  return verdicts;
}

result<std::unique_ptr<chore>> sqlite_engine::back_up(const std::filesystem::path& to) {
  if (!db_->ok())
    return *db_->failure();
  auto copy = sqlite_copy::begin(*db_, to);
  if (!copy)
    return copy.failure();
  return std::unique_ptr<chore>{std::make_unique<backup>(*std::move(copy))};
}

result<subscription_number> sqlite_engine::subscribe(std::string_view name, sequence_number start) {
  if (!db_->ok())
    return *db_->failure();
  if (const auto found = group_.subscriptions().take_up(name))
    return *found;
  if (auto no = objection_to_start(start, head(), group_.first()))
    return *std::move(no);
  const without_sync light{*this};
  begin_.run();
  const auto made = group_.subscriptions().subscribe(name, start);
  if (!finish())
    return give_up();
  return made;
}

result<std::unique_ptr<reader>> sqlite_engine::open_reader() {
  return sqlite_reader::open(db_->file(), options_.vfs);
}

} // namespace troupe::journal
