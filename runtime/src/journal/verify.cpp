// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/verify.hpp"

#include "journal/sqlite_open_readonly.hpp"
#include "journal/sqlite_tables.hpp"

namespace troupe::journal {
namespace {

/// Of one kind; a file that is damaged all over needs no longer list.
constexpr std::size_t findings_max = 100;

/// What a query finds is wrong: its first column names it.
struct rule {
  const char* sql;
  const char* what; ///< behind the name
  std::int64_t since = 1;
};

constexpr rule rules[] = {
    {"SELECT 'event ' || sequence FROM events WHERE topic NOT IN (SELECT number FROM topics)",
     "has a topic that the journal does not know"},
    {"SELECT 'event ' || sequence FROM events "
     "WHERE sequence > (SELECT value FROM counters WHERE name = 'last_sequence') OR sequence < 1",
     "is behind the journal's end"},
    {"SELECT 'topic ' || name FROM topics "
     "WHERE last > (SELECT value FROM counters WHERE name = 'last_sequence')",
     "ends behind the journal's end"},
    {"SELECT 'subscription ' || name FROM subscriptions "
     "WHERE settled > (SELECT value FROM counters WHERE name = 'last_sequence')",
     "is settled behind the journal's end"},
    {"SELECT 'the position of subscription ' || subscription || ' in partition ' || partition "
     "FROM positions WHERE position > (SELECT value FROM counters WHERE name = 'last_sequence')",
     "is behind the journal's end"},
    {"SELECT 'the position of subscription ' || subscription || ' in partition ' || partition "
     "FROM positions WHERE subscription NOT IN (SELECT number FROM subscriptions)",
     "is of no subscription"},
    {"SELECT 'the state of subscription ' || subscription || ' for key ' || key FROM states "
     "WHERE subscription NOT IN (SELECT number FROM subscriptions)",
     "is of no subscription"},
    {"SELECT 'parked event ' || sequence FROM parked "
     "WHERE subscription NOT IN (SELECT number FROM subscriptions)",
     "is of no subscription"},
    {"SELECT 'parked event ' || sequence FROM parked "
     "WHERE sequence NOT IN (SELECT sequence FROM events)",
     "is not among the events"},
    {"SELECT 'parked event ' || sequence FROM parked "
     "WHERE letter IS NOT NULL AND letter NOT IN (SELECT id FROM dead_letters)",
     "is held by a dead letter that is not there", 3},
};

class checking {
public:
  checking(connection& db, verification& into) : db_(db), into_(into) {}

  void pages() {
    statement checked{db_, "PRAGMA integrity_check(100)"};
    while (checked.step())
      if (auto said = checked.text(0); said != "ok")
        found("SQLite finds: " + said);
  }

  void rows_of(const table& of) {
    if (of.since > into_.format)
      return;
    const std::string name{of.name};
    into_.rows += static_cast<std::uint64_t>(
        db_.number(("SELECT count(*) FROM " + name).c_str()).value_or(0));
    if (!into_.rows_have_crcs)
      return;
    std::size_t count = 0;
    statement unsound{db_, select_sql(of, into_.format) + "WHERE NOT (" +
                               soundness_sql(of, into_.format) + ")"};
    while (unsound.step()) {
      auto row = unsound.shown(0);
      if (of.keys == 2)
        row += " / " + unsound.shown(1);
      if (++count <= findings_max)
        found("row " + row + " of the table " + name + " does not agree with its CRC");
    }
    if (count > findings_max)
      found(std::to_string(count - findings_max) + " more rows of the table " + name +
            " do not agree with their CRC");
  }

  void sequences() {
    statement asked{db_, "SELECT count(*), coalesce(min(sequence), 0), coalesce(max(sequence), 0), "
                         "(SELECT value FROM counters WHERE name = 'last_sequence'), "
                         "coalesce((SELECT value FROM counters WHERE name = 'first_sequence'), 1), "
                         "coalesce((SELECT value FROM counters WHERE name = 'compacted'), 0) "
                         "FROM events"};
    if (!asked.step())
      return;
    const auto count = asked.integer(0);
    const auto first = asked.integer(1);
    const auto last = asked.integer(2);
    const auto end = asked.integer(3);
    const auto begin = asked.integer(4);
    if (const auto gaps = asked.integer(5); gaps > 0)
      return sequences_with_gaps(count, end + 1 - begin - gaps, last, end, gaps);
    if (count == 0 && end >= begin)
      return missing(begin, end);
    if (count > 0 && first > begin)
      missing(begin, first - 1);
    if (count > 0 && last < end)
      missing(last + 1, end);
    if (count > 0 && count != last - first + 1)
      found(std::to_string(last - first + 1 - count) + " events between " + std::to_string(first) +
            " and " + std::to_string(last) + " are missing");
  }

  void references() {
    for (const auto& each : rules) {
      if (each.since > into_.format)
        continue;
      std::size_t count = 0;
      statement wrong{db_, each.sql};
      while (wrong.step())
        if (++count <= findings_max)
          found(wrong.text(0) + ' ' + each.what);
      if (count > findings_max)
        found(std::to_string(count - findings_max) + " more like it: " + each.what);
    }
  }

  /// What kept a part from being looked at is a finding, too.
  void part(void (checking::*look)()) {
    (this->*look)();
    end_part();
  }

  void end_part() {
    if (const auto failure = db_.failure()) {
      found(failure->what);
      db_.recover();
    }
  }

private:
  /// Where the gaps of the compaction are, nothing says; how many there are, and that none is the
  /// last, is known.
  void sequences_with_gaps(std::int64_t count, std::int64_t expected, std::int64_t last,
                           std::int64_t end, std::int64_t gaps) {
    if (last < end)
      missing(end, end);
    const auto beside = ", beside the " + std::to_string(gaps) + " that the compaction took";
    if (count < expected)
      found(std::to_string(expected - count) + " events are missing" + beside);
    if (count > expected)
      found(std::to_string(count - expected) + " events more are there than should be" + beside);
  }

  void missing(std::int64_t first, std::int64_t last) {
    found(first == last ? "the event " + std::to_string(first) + " is missing"
                        : "the events " + std::to_string(first) + " to " + std::to_string(last) +
                              " are missing");
  }
  void found(std::string what) { into_.findings.push_back(std::move(what)); }

  connection& db_;
  verification& into_;
};

} // namespace

result<verification> verify(const std::filesystem::path& journal) {
  auto opened = connect_to_journal(journal);
  if (!opened)
    return opened.failure();
  auto& db = **opened;
  db.run("BEGIN");
  verification made;
  made.format = db.number("PRAGMA user_version").value_or(0);
  if (!db.ok())
    return *db.failure();
  made.rows_have_crcs = made.format >= crc_since;
  checking looks{db, made};
  looks.part(&checking::pages);
  for (const auto* each : all_tables()) {
    looks.rows_of(*each);
    looks.end_part();
  }
  looks.part(&checking::sequences);
  looks.part(&checking::references);
  return made;
}

} // namespace troupe::journal
