// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <ostream>

namespace troupe::journal::trial {
namespace {

constexpr subscription_number payment = 1;

void make_journal(const std::filesystem::path& file) {
  const auto made = value_of(open_sqlite(file));
  value_of(made->subscribe("payment", 0));
  set_up(*made, some_events(1, 9));
  commit all = build{payment}
                   .state("k", "1")
                   .park(parked_row(3, "a", 1))
                   .set(timer(4, 10))
                   .letter(dead_letter(5))
                   .audit({0, at(1), letter_deed::edited, "anna", id(3), "payment", "orders.placed",
                           "k", 3, "gateway timeout", "wrong"})
                   .settle(2);
  all.wall_moved = std::chrono::seconds{3};
  if (!write_one(*made, all).accepted() ||
      !write_one(*made, build{payment}.move(7, 2, 9)).accepted())
    throw std::runtime_error("the journal was not made");
}

template <class T>
std::string failure_of(const result<T>& x) {
  return x ? "nothing" : to_string(x.failure());
}

/// A row that was changed, how the error names it, and who reads it.
struct damage {
  std::string sql;
  std::string row;
  std::function<std::string(reader&)> read;
  friend std::ostream& operator<<(std::ostream& out, const damage& x) { return out << x.sql; }
};

const damage damages[] = {
    {"UPDATE events SET payload = '{}' WHERE sequence = 2", "row 2 of the table events",
     [](reader& x) { return failure_of(x.read({})); }},
    {"UPDATE events SET key = NULL WHERE sequence = 2", "row 2 of the table events",
     [](reader& x) { return failure_of(x.event(2)); }},
    {"UPDATE events SET crc = NULL WHERE sequence = 2", "row 2 of the table events",
     [](reader& x) { return failure_of(x.event(2)); }},
    {"UPDATE topics SET name = 'orders.placee'", "row 1 of the table topics",
     [](reader& x) { return failure_of(x.topics()); }},
    {"UPDATE topics SET name = 'orders.placee'", "row 1 of the table topics",
     [](reader& x) { return failure_of(x.read({})); }},
    {"UPDATE counters SET value = 10 WHERE name = 'last_sequence'",
     "row last_sequence of the table counters", [](reader& x) { return failure_of(x.read({})); }},
    {"UPDATE counters SET value = 10 WHERE name = 'wall_moved'",
     "row wall_moved of the table counters", [](reader& x) { return failure_of(x.wall_moved()); }},
    {"UPDATE states SET value = '2'", "row 1 / k of the table states",
     [](reader& x) { return failure_of(x.state(payment, "k")); }},
    {"UPDATE positions SET position = 8", "row 1 / 7 of the table positions",
     [](reader& x) { return failure_of(x.positions(payment)); }},
    {"UPDATE subscriptions SET settled = 3", "row 1 of the table subscriptions",
     [](reader& x) { return failure_of(x.subscriptions()); }},
    {"UPDATE subscriptions SET settled = 3", "row 1 of the table subscriptions",
     [](reader& x) { return failure_of(x.positions(payment)); }},
    {"UPDATE parked SET due = due + 1", "row 1 of the table parked",
     [](reader& x) { return failure_of(x.parked(payment)); }},
    {"UPDATE parked SET due = due + 1", "row 1 of the table parked",
     [](reader& x) { return failure_of(x.parked(payment, "a")); }},
    {"UPDATE timers SET due = due + 1",
     "row 01000000-0000-0000-0000-000000000004 of the table timers",
     [](reader& x) { return failure_of(x.timers({})); }},
    {"UPDATE dead_letters SET reason = 'rejected'",
     "row 01000000-0000-0000-0000-000000000005 of the table dead_letters",
     [](reader& x) { return failure_of(x.dead_letters({})); }},
    {"UPDATE dead_letter_audits SET who = 'otto'", "row 1 of the table dead_letter_audits",
     [](reader& x) { return failure_of(x.audits(0, 10)); }},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_row_that_does_not_agree_with_its_crc)

BOOST_DATA_TEST_CASE(is_named_by_whoever_reads_it, boost::unit_test::data::make(damages), each) {
  scratch_folder folder;
  make_journal(folder.file());
  {
    const auto sound = value_of(open_sqlite_readonly(folder.file()));
    BOOST_TEST(each.read(*sound) == "nothing");
  }
  sql(folder.file(), each.sql);
  const auto seen = value_of(open_sqlite_readonly(folder.file()));
  const auto said = each.read(*seen);
  BOOST_TEST(said.find(each.row + " does not agree with its CRC") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(does_not_keep_others_from_being_read) {
  scratch_folder folder;
  make_journal(folder.file());
  sql(folder.file(), "UPDATE events SET payload = '{}' WHERE sequence = 2");
  const auto seen = value_of(open_sqlite_readonly(folder.file()));
  BOOST_TEST(!seen->event(2));
  BOOST_TEST(value_of(seen->event(3)).has_value());
  event_query behind_it;
  behind_it.after = 2;
  BOOST_TEST(all_sequences(*seen, behind_it).size() == 7u);
}

BOOST_AUTO_TEST_CASE(refuses_the_journal_to_its_owner_where_he_must_know_it) {
  for (const char* change :
       {"UPDATE topics SET last = 8", "UPDATE counters SET value = 10 WHERE name = 'last_sequence'",
        "UPDATE subscriptions SET settled = 3", "UPDATE positions SET position = 8"}) {
    scratch_folder folder;
    make_journal(folder.file());
    sql(folder.file(), change);
    const auto opened = open_sqlite(folder.file());
    BOOST_REQUIRE_MESSAGE(!opened, change);
    BOOST_TEST((opened.failure().code == ec::damaged));
  }
}

// A row that is changed gets a new CRC, which would make what it held right.
BOOST_AUTO_TEST_CASE(is_not_changed_by_a_commit) {
  scratch_folder folder;
  make_journal(folder.file());
  sql(folder.file(), "UPDATE parked SET key = 'b'");
  const auto owner = value_of(open_sqlite(folder.file()));
  std::vector<commit> again{build{payment}.again(3, 1, at(9), attempt(2))};
  const auto written = owner->write(again);
  BOOST_REQUIRE(!written);
  BOOST_TEST((written.failure().code == ec::damaged));
}

// Its key decides which others go.
BOOST_AUTO_TEST_CASE(ends_a_compaction_before_anything_older_is_deleted) {
  scratch_folder folder;
  make_journal(folder.file());
  sql(folder.file(), "UPDATE events SET key = 'l' WHERE sequence = 6");
  const auto owner = value_of(open_sqlite(folder.file()));
  const auto work = value_of(owner->compact({{"orders.placed"}}, [](const compacted&) {}));
  auto became = work->step();
  while (became && !*became)
    became = work->step();
  BOOST_REQUIRE(!became);
  BOOST_TEST((became.failure().code == ec::damaged));
  BOOST_TEST(became.failure().what.find("event 6 does not agree with its CRC") == 0u);
  BOOST_TEST(sql(folder.file(), "SELECT count(*) FROM events") == "9");
  BOOST_TEST(write_one(*owner, some_events(10, 1)).accepted());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
