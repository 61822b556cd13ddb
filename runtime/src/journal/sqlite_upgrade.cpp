// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_upgrade.hpp"

#include "journal/sqlite_copy.hpp"
#include "journal/sqlite_schema.hpp"
#include "journal/sqlite_tables.hpp"
#include "vocabulary/size_text.hpp"

#include <algorithm>

namespace troupe::journal {
namespace {

/// As format 3 made it.
constexpr const char* dead_letter_audits = R"(CREATE TABLE dead_letter_audits(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL, letter BLOB NOT NULL,
  service TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL,
  error TEXT NOT NULL, reason TEXT NOT NULL) STRICT)";

/// As all tables before they get their CRCs.
constexpr const char* origins = R"(CREATE TABLE origins(
  number INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL, time INTEGER NOT NULL,
  sequence INTEGER NOT NULL) STRICT)";

/// As the others get it, without the CRC, which all tables get together.
constexpr const char* rereading = R"(CREATE TABLE rereading(
  subscription INTEGER, sequence INTEGER, partition INTEGER NOT NULL, letter INTEGER NOT NULL,
  PRIMARY KEY(subscription, sequence)) STRICT, WITHOUT ROWID)";

/// What brings a file of the format before to this one.
struct change {
  std::int64_t format;
  const char* sql;
};

constexpr change changes[] = {
    {2, "ALTER TABLE topics ADD COLUMN transient INTEGER NOT NULL DEFAULT 0"},
    {3, "ALTER TABLE events ADD COLUMN expires INTEGER"},
    {3, "ALTER TABLE timers ADD COLUMN event_expires INTEGER"},
    {3, "ALTER TABLE dead_letters ADD COLUMN event_expires INTEGER"},
    {3, "ALTER TABLE parked ADD COLUMN letter BLOB"},
    {3, "CREATE INDEX parked_held ON parked(letter) WHERE letter IS NOT NULL"},
    {3, "ALTER TABLE parked ADD COLUMN replay INTEGER"},
    {3, "ALTER TABLE parked ADD COLUMN payload TEXT"},
    {3, "ALTER TABLE dead_letters ADD COLUMN error_type TEXT"},
    {3, "ALTER TABLE dead_letters ADD COLUMN module TEXT"},
    {3, "ALTER TABLE dead_letters ADD COLUMN module_version TEXT"},
    {3, "ALTER TABLE dead_letters ADD COLUMN original TEXT"},
    {3, dead_letter_audits},
    {3, "ALTER TABLE timers ADD COLUMN owner INTEGER"},
    {3, "ALTER TABLE timers ADD COLUMN name TEXT"},
    {3, "ALTER TABLE timers ADD COLUMN on_wall INTEGER"},
    {3, "ALTER TABLE timers ADD COLUMN recurrence TEXT"},
    {3, "ALTER TABLE timers ADD COLUMN missed TEXT"},
    {3, "DROP INDEX timers_by_due"},
    {3, "CREATE INDEX timers_by_measure ON timers(on_wall, due)"},
    {3, "CREATE INDEX recurring_timers ON timers(due) WHERE recurrence IS NOT NULL"},
    {4, origins},
    {4, "CREATE INDEX origins_by_hash ON origins(hash)"},
    {4, "ALTER TABLE subscriptions ADD COLUMN paused INTEGER"},
    {4, "ALTER TABLE subscriptions ADD COLUMN muted INTEGER"},
    {4, "ALTER TABLE positions ADD COLUMN reread_to INTEGER"},
    {4, "ALTER TABLE parked ADD COLUMN reread INTEGER"},
    {4, "ALTER TABLE dead_letters ADD COLUMN reread INTEGER"},
    {4, rereading},
    {5, "ALTER TABLE subscriptions ADD COLUMN paused_since INTEGER"},
    {5, "ALTER TABLE subscriptions ADD COLUMN paused_why TEXT"},
};

using teller = std::function<void(const std::string&)>;

constexpr std::int64_t events_a_step = 100'000;
constexpr std::int64_t events_a_line = 1'000'000;

void say(const teller& tell, const std::string& text) {
  if (tell)
    tell(text);
}

result<void> leave_copy(connection& db, std::int64_t format, const teller& tell) {
  const auto to = copy_of_format(db.file(), format);
  if (auto copied = copy_whole(db, to); !copied)
    return copied;
  say(tell, "the journal is of format " + std::to_string(format) + " and is brought to format " +
                std::to_string(format_version) + "; a copy of it as it was is left in " +
                to.string());
  return {};
}

std::string first_crc_of(const table& of) {
  return "row_crc(" + columns_sql(of, crc_since) + ')';
}

/// The only table that can be so large that people wait for it.
void add_crcs_to_events(connection& db, const teller& tell) {
  const auto last = db.number("SELECT max(sequence) FROM events").value_or(0);
  statement add{db, "UPDATE events SET crc = " + first_crc_of(tables::events) +
                        " WHERE sequence > ?1 AND sequence <= ?2"};
  for (auto from = db.number("SELECT min(sequence) FROM events").value_or(1) - 1;
       from < last && db.ok(); from += events_a_step) {
    add.run(from, from + events_a_step);
    if ((from + events_a_step) % events_a_line < events_a_step)
      say(tell, "brought " + std::to_string(std::min(last, from + events_a_step)) + " of " +
                    std::to_string(last) + " events to format " + std::to_string(format_version));
  }
}

void add_crcs(connection& db, const teller& tell) {
  for (const auto* each : all_tables()) {
    const std::string name{each->name};
    db.run(("ALTER TABLE " + name + " ADD COLUMN crc INTEGER").c_str());
    if (each == &tables::events)
      add_crcs_to_events(db, tell);
    else
      db.run(("UPDATE " + name + " SET crc = " + first_crc_of(*each)).c_str());
  }
}

/// The columns of later formats stand behind the CRC in all files.
void bring_through(connection& db, std::int64_t above, std::int64_t upto) {
  for (const auto& each : changes)
    if (each.format > above && each.format <= upto)
      db.run(each.sql);
}

} // namespace

std::filesystem::path copy_of_format(const std::filesystem::path& journal, std::int64_t format) {
  return journal.string() + ".format" + std::to_string(format);
}

std::optional<error> lacks_room(const std::filesystem::path& journal, std::int64_t format,
                                std::uint64_t size, std::uint64_t room) {
  const auto needed = size * 2 + size / 4; // The copy, the log, and what the journal grows by.
  if (room >= needed)
    return std::nullopt;
  return error{ec::io,
               "the journal is of format " + std::to_string(format) + "; to bring it to format " +
                   std::to_string(format_version) + " takes " + size_text(needed) +
                   " beside it, and " + size_text(room) +
                   " are free; free some space and start again, the journal is as it was",
               journal.string()};
}

result<void> bring_up_to_date(connection& db, std::int64_t format, const teller& tell) {
  const auto pages = db.number("PRAGMA page_count").value_or(0);
  const auto page = db.number("PRAGMA page_size").value_or(0);
  std::error_code failed;
  const auto room = std::filesystem::space(db.file(), failed).available;
  if (!db.ok())
    return *db.failure();
  if (!failed)
    if (auto no = lacks_room(db.file(), format, static_cast<std::uint64_t>(pages * page), room))
      return *std::move(no);
  if (auto left = leave_copy(db, format, tell); !left)
    return left;
  db.run("BEGIN IMMEDIATE");
  bring_through(db, format, crc_since);
  if (format < crc_since)
    add_crcs(db, tell);
  bring_through(db, std::max(format, crc_since), format_version);
  set_format(db);
  db.run("COMMIT");
  if (db.ok())
    return {};
  db.roll_back();
  return *db.failure();
}

} // namespace troupe::journal
