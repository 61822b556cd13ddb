// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/verify.hpp"

#include "journal/sqlite_schema.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>

namespace troupe::journal::trial {
namespace {

void make_journal(const std::filesystem::path& file) {
  const auto made = value_of(open_sqlite(file));
  const auto payment = value_of(made->subscribe("payment", 0));
  set_up(*made, some_events(1, 9));
  auto held = parked_row(3, "a", 1);
  held.letter = id(5);
  const auto written = write_one(
      *made, build{payment}.move(7, 0, 9).state("k", "1").park(held).letter(dead_letter(5)));
  if (!written.accepted())
    throw std::runtime_error("the journal was not made");
}

/// What was done to a file, and what must be found then.
struct damage {
  std::string sql;
  std::string finding;
  friend std::ostream& operator<<(std::ostream& out, const damage& x) { return out << x.sql; }
};

const damage damages[] = {
    {"UPDATE events SET payload = '{}' WHERE sequence = 2",
     "row 2 of the table events does not agree with its CRC"},
    {"UPDATE states SET value = '2'", "row 1 / k of the table states does not agree with its CRC"},
    {"DELETE FROM events WHERE sequence = 4", "1 events between 1 and 9 are missing"},
    {"DELETE FROM events WHERE sequence > 7", "the events 8 to 9 are missing"},
    {"DELETE FROM events", "the events 1 to 9 are missing"},
    {"DELETE FROM events WHERE sequence = 3", "parked event 3 is not among the events"},
    {"DELETE FROM topics", "event 1 has a topic that the journal does not know"},
    {"DELETE FROM subscriptions", "parked event 3 is of no subscription"},
    {"DELETE FROM subscriptions",
     "the position of subscription 1 in partition 7 is of no subscription"},
    {"DELETE FROM subscriptions", "the state of subscription 1 for key k is of no subscription"},
    {"DELETE FROM dead_letters", "parked event 3 is held by a dead letter that is not there"},
    {"UPDATE counters SET value = 8, crc = row_crc(name, 8) WHERE name = 'last_sequence'",
     "event 9 is behind the journal's end"},
    {"UPDATE counters SET value = 8, crc = row_crc(name, 8) WHERE name = 'last_sequence'",
     "topic orders.placed ends behind the journal's end"},
    {"UPDATE counters SET value = 8, crc = row_crc(name, 8) WHERE name = 'last_sequence'",
     "the position of subscription 1 in partition 7 is behind the journal's end"},
    {"UPDATE subscriptions SET settled = 10, crc = row_crc(number, name, 10)",
     "subscription payment is settled behind the journal's end"},
};

/// Of nine events of two keys, those of five that have a newer one are gone.
void make_compacted_journal(const std::filesystem::path& file) {
  const auto made = value_of(open_sqlite(file));
  commit prices;
  for (std::uint64_t n = 1; n <= 9; ++n)
    prices.events.push_back(event(n, "prices.changed", n % 2 ? "a" : "b"));
  set_up(*made, prices);
  compact_request what{{"prices.changed"}};
  what.upto = 7;
  if (compact(*made, what).events() != 5)
    throw std::runtime_error("the journal was not compacted");
}

const damage damages_beside_gaps[] = {
    {"DELETE FROM events WHERE sequence = 7",
     "1 events are missing, beside the 5 that the compaction took"},
    {"DELETE FROM events WHERE sequence = 9", "the event 9 is missing"},
    {"DELETE FROM events WHERE sequence = 9",
     "1 events are missing, beside the 5 that the compaction took"},
    {"DELETE FROM events", "4 events are missing, beside the 5 that the compaction took"},
    {"UPDATE counters SET value = 6, crc = row_crc(name, 6) WHERE name = 'compacted'",
     "1 events more are there than should be, beside the 6 that the compaction took"},
    {"DELETE FROM counters WHERE name = 'compacted'", "the events 1 to 5 are missing"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_verification_of_a_journal)

BOOST_AUTO_TEST_CASE(finds_nothing_in_a_sound_file) {
  scratch_folder folder;
  make_journal(folder.file());
  const auto seen = value_of(verify(folder.file()));
  BOOST_TEST(seen.findings.empty());
  BOOST_TEST(seen.format == format_version);
  BOOST_TEST(seen.rows_have_crcs);
  // Events, counter, topic, subscription, position, state, parked row, dead letter.
  BOOST_TEST(seen.rows == 9u + 7u);
}

BOOST_AUTO_TEST_CASE(finds_nothing_in_one_that_is_new) {
  scratch_folder folder;
  value_of(open_sqlite(folder.file()));
  BOOST_TEST(value_of(verify(folder.file())).findings.empty());
}

BOOST_DATA_TEST_CASE(finds, boost::unit_test::data::make(damages), each) {
  scratch_folder folder;
  make_journal(folder.file());
  sql(folder.file(), each.sql);
  const auto found = value_of(verify(folder.file())).findings;
  for (const auto& x : found)
    BOOST_TEST_MESSAGE(x);
  BOOST_TEST(std::count(found.begin(), found.end(), each.finding) == 1);
}

BOOST_AUTO_TEST_CASE(knows_the_gaps_that_the_compaction_left) {
  scratch_folder folder;
  make_compacted_journal(folder.file());
  BOOST_TEST(sql(folder.file(), "SELECT group_concat(sequence) FROM events") == "6,7,8,9");
  BOOST_TEST(value_of(verify(folder.file())).findings.empty());
}

BOOST_DATA_TEST_CASE(finds_beside_them, boost::unit_test::data::make(damages_beside_gaps), each) {
  scratch_folder folder;
  make_compacted_journal(folder.file());
  sql(folder.file(), each.sql);
  const auto found = value_of(verify(folder.file())).findings;
  for (const auto& x : found)
    BOOST_TEST_MESSAGE(x);
  BOOST_TEST(std::count(found.begin(), found.end(), each.finding) == 1);
}

BOOST_AUTO_TEST_CASE(names_a_hundred_rows_and_counts_the_others) {
  scratch_folder folder;
  {
    const auto made = value_of(open_sqlite(folder.file()));
    set_up(*made, some_events(1, 250));
  }
  sql(folder.file(), "UPDATE events SET payload = '{}'");
  const auto found = value_of(verify(folder.file())).findings;
  BOOST_REQUIRE(found.size() == 101u);
  BOOST_TEST(found.back() == "150 more rows of the table events do not agree with their CRC");
}

BOOST_AUTO_TEST_CASE(is_refused_for_what_is_no_journal) {
  scratch_folder folder;
  BOOST_TEST((verify(folder.file()).failure().code == ec::not_found));
  write_bytes(folder.file(),
              "this is a text of more than a hundred bytes, which is what SQLite reads "
              "before it says that this is no database at all, and not one of ours");
  BOOST_TEST((verify(folder.file()).failure().code == ec::damaged));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
