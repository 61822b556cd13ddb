// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/survey.hpp"

#include "journal/owner_lock.hpp"
#include "journal/sqlite_open_readonly.hpp"

#include <algorithm>

namespace troupe::journal {
namespace {

std::uint64_t number(connection& db, const char* sql) {
  return static_cast<std::uint64_t>(db.number(sql).value_or(0));
}

std::vector<topic_survey> topics_of(connection& db, std::int64_t format) {
  std::vector<topic_survey> all;
  // One scan of the events, whatever the number of topics.
  statement found{db, std::string{"SELECT name, coalesce(count, 0), coalesce(bytes, 0), last, "} +
                          (format < 2 ? "0" : "transient") +
                          " FROM topics LEFT JOIN (SELECT topic, count(*) AS count, "
                          "sum(length(CAST(payload AS BLOB))) AS bytes FROM events GROUP BY topic) "
                          "ON topic = number ORDER BY name"};
  while (found.step())
    all.push_back({found.text(0), found.natural(1), found.natural(2), found.natural(3),
                   found.integer(4) != 0});
  return all;
}

std::vector<subscription_survey> subscriptions_of(connection& db, std::int64_t format) {
  const std::string waiting = "(SELECT count(*) FROM parked WHERE subscription = number";
  std::vector<subscription_survey> all;
  statement found{db,
                  "SELECT name, settled, " + waiting + "), " +
                      (format < 3 ? "0"
                                  : waiting + " AND key IN (SELECT key FROM parked WHERE "
                                              "letter IS NOT NULL AND subscription = number))") +
                      ", (SELECT count(*) FROM states WHERE subscription = number) "
                      "FROM subscriptions ORDER BY number"};
  while (found.step())
    all.push_back(
        {found.text(0), found.natural(1), found.natural(2), found.natural(3), found.natural(4)});
  return all;
}

} // namespace

result<survey> survey_of(const std::filesystem::path& journal) {
  auto opened = connect_to_journal(journal);
  if (!opened)
    return opened.failure();
  auto& db = **opened;
  db.run("BEGIN");
  survey made;
  made.path = journal.string();
  made.format = db.number("PRAGMA user_version").value_or(0);
  made.owner = owner_of(journal);
  const auto page = number(db, "PRAGMA page_size");
  made.bytes = page * number(db, "PRAGMA page_count");
  made.free_bytes = page * number(db, "PRAGMA freelist_count");
  std::error_code none;
  const auto log = std::filesystem::file_size(journal.string() + "-wal", none);
  made.log_bytes = none ? 0 : log;
  made.first = number(db, "SELECT min(sequence) FROM events");
  made.head = number(db, "SELECT value FROM counters WHERE name = 'last_sequence'");
  made.events = number(db, "SELECT count(*) FROM events");
  made.timers = number(db, "SELECT count(*) FROM timers");
  made.dead_letters = number(db, "SELECT count(*) FROM dead_letters");
  made.topics = topics_of(db, made.format);
  made.subscriptions = subscriptions_of(db, made.format);
  if (!db.ok())
    return *db.failure();
  return made;
}

} // namespace troupe::journal
