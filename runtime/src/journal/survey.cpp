// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/survey.hpp"

#include "journal/owner_lock.hpp"
#include "journal/retention.hpp"
#include "journal/sqlite_counters.hpp"
#include "journal/sqlite_open_readonly.hpp"
#include "vocabulary/real_file.hpp"

#include <map>

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

void add_orphans(connection& db, const std::map<subscription_number, std::size_t>& places,
                 std::vector<subscription_survey>& all) {
  // By steady time, as the counter is; people have the wall's.
  const std::chrono::microseconds moved{
      db.number("SELECT value FROM counters WHERE name = 'wall_moved'").value_or(0)};
  statement counted{db, "SELECT name, value FROM counters"};
  while (counted.step()) {
    const auto of = read_subscription_counter(counted.view(0));
    const auto at = of ? places.find(of->number) : places.end();
    if (at == places.end())
      continue;
    if (of->kind == subscription_counter::kinds::lost_from)
      all[at->second].lost_from = counted.natural(1);
    else if (of->kind == subscription_counter::kinds::orphaned)
      all[at->second].orphaned_since = counted.time(1) + moved;
  }
}

void add_what_is_held(connection& db, std::vector<subscription_survey>& all) {
  statement above{db, "SELECT count(*), coalesce(sum(length(CAST(payload AS BLOB))), 0) "
                      "FROM events WHERE sequence > ?"};
  for (auto& each : all) {
    if (!each.paused && !each.orphaned_since)
      continue;
    rows found{above, each.settled};
    if (!found.next())
      continue;
    each.holds_events = found->natural(0);
    each.holds_bytes = found->natural(1) + each.holds_events * event_overhead;
  }
}

std::vector<subscription_survey> subscriptions_of(connection& db, std::int64_t format) {
  const std::string waiting = "(SELECT count(*) FROM parked WHERE subscription = number";
  std::vector<subscription_survey> all;
  statement found{db,
                  "SELECT name, settled, " + waiting + "), " +
                      (format < 3 ? "0"
                                  : waiting + " AND key IN (SELECT key FROM parked WHERE "
                                              "letter IS NOT NULL AND subscription = number))") +
                      ", (SELECT count(*) FROM states WHERE subscription = number), number, " +
                      (format < 4 ? "0" : "paused") +
                      (format < 5 ? ", NULL, NULL" : ", paused_since, paused_why") +
                      " FROM subscriptions ORDER BY number"};
  std::map<subscription_number, std::size_t> places;
  while (found.step()) {
    places.emplace(found.integer(5), all.size());
    all.push_back({found.text(0), found.natural(1), found.natural(2), found.natural(3),
                   found.natural(4), found.integer(6) != 0});
    if (!found.is_null(7))
      all.back().paused_since = found.time(7);
    all.back().paused_why = found.text(8);
  }
  add_orphans(db, places, all);
  add_what_is_held(db, all);
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
  const auto log = std::filesystem::file_size(beside(journal, "-wal"), none);
  made.log_bytes = none ? 0 : log;
  made.first = number(db, "SELECT min(sequence) FROM events");
  made.head = number(db, "SELECT value FROM counters WHERE name = 'last_sequence'");
  made.events = number(db, "SELECT count(*) FROM events");
  made.compacted = made.events == 0 ? 0 : made.head + 1 - made.first - made.events;
  made.timers = number(db, "SELECT count(*) FROM timers");
  made.dead_letters = number(db, "SELECT count(*) FROM dead_letters");
  made.topics = topics_of(db, made.format);
  made.subscriptions = subscriptions_of(db, made.format);
  if (!db.ok())
    return *db.failure();
  return made;
}

} // namespace troupe::journal
