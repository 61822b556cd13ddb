// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_schema.hpp"

#include "journal/sqlite_tables.hpp"
#include "journal/sqlite_upgrade.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <string>

// The format, version 5. Text is UTF-8. Ids are the 16 bytes of a UUID (NULL for none), `trace` is
// the 16 bytes of the trace id, 8 of the span id and one of flags (NULL for none). Times are
// microseconds since 1970 in UTC, so that SQL can compute with them: datetime(time / 1000000,
// 'unixepoch'). `failures` is a JSON array of {"at": microseconds, "instance": text, "error":
// text}, and "class" and "type" where they are known. Reasons are kept by name.
//
// A parked row with a `letter` has become that dead letter, and its key waits for somebody to
// resolve it. `parked.replay` is 0, 1 for a dead letter that was sent on its way again, 2 where it
// comes late; `parked.payload` stands in place of the event's. `dead_letters.original` is the
// payload before somebody edited it.
//
// `counters.last_sequence` outlives the events, so that no sequence is ever used twice; where the
// retention took some, `counters.first_sequence` is the first that is kept; from it on,
// `counters.compacted` sequences have no event any more, for a newer one of their key is there. Of
// subscription 7, which no child has, `counters.orphaned.7` says since when, in steady time, and
// `counters.lost_from.7` which was the first event before it that the retention took all the same.
// Where it was last sent back to stands in `counters.returned_to.7`, and the epoch with which that
// was done in `counters.returned_by.7`: what an instance of before had in hand is read anew.
// A row of `positions` says how far a partition was moved, and with which epoch;
// `subscriptions.settled` may be further. `counters.last_epoch` is the greatest that was claimed.
// `topics.transient` is what the last run said of a topic; `last` is 0 where none of its events was
// kept.
//
// `subscriptions.paused` is 1 where it delivers nothing until it is resumed; `paused_since` and
// `paused_why` tell since when and why, where it was paused under this format. One that was sent
// back reads again, in each partition, what is up to `positions.reread_to`; with `muted` it
// publishes nothing meanwhile. `rereading` has those above its new position that had waited then
// and were never handled, and (`letter` 1) its dead letters, which are left out. `parked.reread`
// and `dead_letters.reread` are 1 for what had been handled before.
//
// `timers.due` is by the wall where `on_wall` is 1, and else by steady time, of which the wall was
// `counters.wall_moved` ahead when that was last looked at. `recurrence` says when a timer comes
// again: 'every 10m', 'cron 0 8 * * 1-5 in Europe/Berlin'.
//
// A row of `origins` remembers under which name an event came from outside, the `number`-th that
// had one: `hash` is the first 8 bytes of `troupe::named_id(source, id)`, by which it is found, so
// that what comes in any order touches few pages of the index.
//
// `crc` in each table is the row's CRC, as `row_crc.hpp` defines it.
//
// A file of an older format is brought to this one when it is opened for writing, in one
// transaction (`sqlite_upgrade.cpp`); an older program refuses it from then on. What is only read
// stays as it is, so columns that are added stand last.

namespace troupe::journal {
namespace {

/// "Trpe": what `file` and we know the file by.
constexpr std::int64_t application_id = 0x54727065;

constexpr const char* things[] = {
    R"(CREATE TABLE counters(
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL, crc INTEGER) STRICT, WITHOUT ROWID)",

    R"(CREATE TABLE topics(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  last INTEGER NOT NULL,
  transient INTEGER NOT NULL DEFAULT 0, crc INTEGER) STRICT)",

    R"(CREATE TABLE events(
  sequence INTEGER PRIMARY KEY,
  id BLOB, time INTEGER, source TEXT, topic INTEGER, version INTEGER, key TEXT,
  correlation BLOB, causation BLOB, trace BLOB, payload TEXT, expires INTEGER,
  crc INTEGER) STRICT)",

    "CREATE INDEX events_by_correlation ON events(correlation)",

    R"(CREATE TABLE subscriptions(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  settled INTEGER NOT NULL, paused INTEGER, muted INTEGER, crc INTEGER,
  paused_since INTEGER, paused_why TEXT) STRICT)",

    R"(CREATE TABLE positions(
  subscription INTEGER, partition INTEGER, epoch INTEGER NOT NULL, position INTEGER NOT NULL,
  reread_to INTEGER, crc INTEGER,
  PRIMARY KEY(subscription, partition)) STRICT, WITHOUT ROWID)",

    R"(CREATE TABLE states(
  subscription INTEGER, key TEXT, value TEXT NOT NULL, crc INTEGER,
  PRIMARY KEY(subscription, key)) STRICT, WITHOUT ROWID)",

    R"(CREATE TABLE parked(
  place INTEGER PRIMARY KEY,
  subscription INTEGER NOT NULL, sequence INTEGER NOT NULL, partition INTEGER NOT NULL,
  key TEXT NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL, failures TEXT NOT NULL,
  letter BLOB, replay INTEGER, payload TEXT, reread INTEGER, crc INTEGER,
  UNIQUE(subscription, sequence)) STRICT)",

    "CREATE INDEX parked_by_key ON parked(subscription, key, place)",

    "CREATE INDEX parked_held ON parked(letter) WHERE letter IS NOT NULL",

    R"(CREATE TABLE timers(
  id BLOB PRIMARY KEY, due INTEGER NOT NULL,
  event_id BLOB, event_time INTEGER, event_source TEXT, event_topic TEXT, event_version INTEGER,
  event_key TEXT, event_correlation BLOB, event_causation BLOB, event_trace BLOB,
  event_payload TEXT, event_expires INTEGER,
  owner INTEGER, name TEXT, on_wall INTEGER, recurrence TEXT, missed TEXT,
  crc INTEGER) STRICT, WITHOUT ROWID)",

    "CREATE INDEX timers_by_measure ON timers(on_wall, due)",
    "CREATE INDEX recurring_timers ON timers(due) WHERE recurrence IS NOT NULL",

    R"(CREATE TABLE dead_letters(
  id BLOB PRIMARY KEY, reason TEXT NOT NULL, service TEXT NOT NULL, instance TEXT NOT NULL,
  error TEXT NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
  failures TEXT NOT NULL, delivery_key TEXT NOT NULL, text TEXT NOT NULL, event_sequence INTEGER,
  event_id BLOB, event_time INTEGER, event_source TEXT, event_topic TEXT, event_version INTEGER,
  event_key TEXT, event_correlation BLOB, event_causation BLOB, event_trace BLOB,
  event_payload TEXT, event_expires INTEGER,
  error_type TEXT, module TEXT, module_version TEXT, original TEXT,
  reread INTEGER, crc INTEGER) STRICT)",

    R"(CREATE TABLE dead_letter_audits(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL, letter BLOB NOT NULL,
  service TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL,
  error TEXT NOT NULL, reason TEXT NOT NULL, crc INTEGER) STRICT)",

    R"(CREATE TABLE origins(
  number INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL, time INTEGER NOT NULL,
  sequence INTEGER NOT NULL, crc INTEGER) STRICT)",

    "CREATE INDEX origins_by_hash ON origins(hash)",

    R"(CREATE TABLE rereading(
  subscription INTEGER, sequence INTEGER, partition INTEGER NOT NULL, letter INTEGER NOT NULL,
  crc INTEGER, PRIMARY KEY(subscription, sequence)) STRICT, WITHOUT ROWID)",

    R"(CREATE VIEW readable_events AS SELECT
  sequence, lower(hex(id)) AS id, strftime('%Y-%m-%dT%H:%M:%SZ', time / 1000000, 'unixepoch') AS time,
  source, topics.name AS topic, version, key, lower(hex(correlation)) AS correlation,
  lower(hex(causation)) AS causation, payload
FROM events JOIN topics ON topics.number = events.topic)",

    R"(CREATE VIEW readable_dead_letters AS SELECT
  lower(hex(id)) AS id, reason, service, instance, error,
  strftime('%Y-%m-%dT%H:%M:%SZ', last_seen / 1000000, 'unixepoch') AS last_seen,
  event_topic, event_key, event_payload, text, failures
FROM dead_letters)",

    "INSERT INTO counters VALUES('last_sequence', 0, row_crc('last_sequence', 0))",
};

} // namespace

void set_format(connection& db) {
  db.run(("PRAGMA user_version = " + std::to_string(format_version)).c_str());
}

namespace {

void make_tables(connection& db) {
  db.run("BEGIN IMMEDIATE");
  for (const auto* sql : things)
    db.run(sql);
  db.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  set_format(db);
  db.run("COMMIT");
}

} // namespace

namespace {

/// What is newer than the format that the file says it has; "" where nothing is. An older version
/// takes what it does not know of for nothing.
std::string newer_than(connection& db, std::int64_t format) {
  const auto has = [&db](const std::string& table, std::string_view column) {
    return db.number(("SELECT count(*) FROM pragma_table_info('" + table + "') WHERE name = '" +
                      std::string{column} + '\'')
                         .c_str())
               .value_or(0) > 0;
  };
  for (const auto* each : all_tables()) {
    const std::string name{each->name};
    if (format < crc_since && has(name, "crc"))
      return name + ".crc";
    for (const auto& one : each->columns)
      if (std::max(each->since, one.since) > format && has(name, one.name))
        return name + '.' + std::string{one.name};
  }
  return {};
}

} // namespace

result<std::int64_t> check_format(connection& db) {
  const auto application = db.number("PRAGMA application_id").value_or(0);
  const auto format = db.number("PRAGMA user_version").value_or(0);
  const auto made = db.number("SELECT count(*) FROM sqlite_master").value_or(0);
  if (!db.ok())
    return *db.failure();
  if (application == 0 && format == 0 && made == 0)
    return 0;
  if (application != application_id)
    return error{
        ec::damaged,
        "this is a database of another program, not a journal of Troupe; name another file",
        db.file()};
  if (format < 0)
    return error{ec::damaged,
                 "the journal says that its format is " + std::to_string(format) +
                     ", which is none; put a backup in its place",
                 db.file()};
  if (format > format_version)
    return error{ec::damaged,
                 "the journal was written by a newer version of Troupe (format " +
                     std::to_string(format) + ", this version reads up to " +
                     std::to_string(format_version) + "); run that version",
                 db.file()};
  if (const auto newer = newer_than(db, format); !newer.empty())
    return error{ec::damaged,
                 "the journal says that its format is " + std::to_string(format) + ", and has " +
                     newer + ", which is newer; put a backup in its place",
                 db.file()};
  if (!db.ok())
    return *db.failure();
  return format;
}

result<void> prepare_for_writing(connection& db, std::int64_t format, bool sync_full,
                                 const std::function<void(const std::string&)>& tell) {
  db.run("PRAGMA page_size = 4096");
  const auto mode = db.text("PRAGMA journal_mode = WAL");
  if (db.ok() && sqlite3_db_readonly(db.handle(), "main") == 1)
    db.fail(SQLITE_READONLY);
  if (db.ok() && mode != "wal")
    db.fail(
        {ec::io,
         "this file system cannot hold a journal (it has no shared memory); place the journal on "
         "a local disk",
         db.file()});
  db.run(sync_full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  db.run("PRAGMA journal_size_limit = 67108864");
  db.run("PRAGMA temp_store = MEMORY");
  db.run("PRAGMA secure_delete = OFF");
  db.run("PRAGMA cache_size = -8192");
  if (format == 0)
    make_tables(db);
  else if (format < format_version && db.ok())
    if (auto brought = bring_up_to_date(db, format, tell); !brought)
      return brought;
  if (!db.ok()) {
    db.roll_back();
    return *db.failure();
  }
  return {};
}

} // namespace troupe::journal
