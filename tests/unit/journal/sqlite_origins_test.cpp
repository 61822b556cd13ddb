// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

struct a_file {
  scratch_folder folder;
  std::unique_ptr<engine> storage;

  a_file() { open(1000); }

  void open(std::uint64_t count, std::chrono::seconds age = std::chrono::hours{24}) {
    storage.reset();
    sqlite_options options;
    options.sync = sync_mode::normal;
    options.duplicates = {age, count};
    storage = value_of(open_sqlite(folder.file(), options));
  }
  verdict bring(std::uint64_t n, const std::string& name) {
    return write_one(*storage, build{}.bring(event(n), name));
  }
  /// So many under names of their own, in one commit.
  void bring_many(std::uint64_t first, std::uint64_t count) {
    build all;
    for (auto n = first; n < first + count; ++n)
      all.bring(event(n), std::to_string(n));
    set_up(*storage, all);
  }
  std::string ask(const std::string& text) const { return sql(folder.file(), text); }
  int rows() const { return std::stoi(ask("SELECT count(*) FROM origins")); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(names_that_events_were_brought_under, a_file)

BOOST_AUTO_TEST_CASE(stand_in_rows_that_a_person_can_read) {
  bring(7, "A-1");
  BOOST_TEST(ask("SELECT source || ' ' || id || ' ' || sequence FROM origins") == "intake A-1 1");
  BOOST_TEST(ask("SELECT datetime(time / 1000000, 'unixepoch') FROM origins") ==
             "2027-01-15 08:00:07");
}

BOOST_AUTO_TEST_CASE(cost_nothing_where_there_are_none) {
  set_up(*storage, some_events(1, 100));
  BOOST_TEST(rows() == 0);
}

BOOST_AUTO_TEST_CASE(are_compared_by_more_than_their_hash) {
  bring(1, "A-1");
  storage.reset();
  sql(folder.file(), "UPDATE origins SET id = 'A-2'");
  open(1000);
  BOOST_TEST(bring(2, "A-1").first == 2u);
  BOOST_TEST(bring(3, "A-1").duplicates.size() == 1u);
}

/// Else somebody would be answered with an event that is not his.
BOOST_AUTO_TEST_CASE(are_not_believed_where_their_row_is_damaged) {
  bring(1, "A-1");
  storage.reset();
  sql(folder.file(), "UPDATE origins SET sequence = 7");
  open(1000);
  std::vector<commit> again{build{}.bring(event(2), "A-1")};
  const auto written = storage->write(again);
  BOOST_REQUIRE(!written);
  BOOST_TEST((written.failure().code == ec::damaged));
  BOOST_TEST(written.failure().what.find("row 1 of the table origins") != std::string::npos,
             written.failure().what);
}

BOOST_AUTO_TEST_CASE(are_as_many_as_the_window_says) {
  for (std::uint64_t n = 1; n <= 3000; n += 100)
    bring_many(n, 100);
  BOOST_TEST(rows() == 1000);
}

BOOST_AUTO_TEST_CASE(go_when_they_are_too_old) {
  open(1000, std::chrono::seconds{50});
  for (std::uint64_t n = 1; n <= 500; n += 10)
    bring_many(n, 10);
  BOOST_TEST(rows() == 50);
}

/// However many there are too many: nobody waits for a commit that deletes them all.
BOOST_AUTO_TEST_CASE(go_in_small_steps_when_the_window_gets_smaller) {
  bring_many(1, 1000);
  open(10);
  BOOST_TEST(rows() == 1000);
  bring(2001, "a");
  BOOST_TEST(rows() == 999);
  BOOST_TEST(bring(2002, "500").duplicates.empty()); // It is there, and does not count any more.
  BOOST_TEST(rows() == 997);                         // Its row was replaced.
  while (rows() > 10)
    bring(3000, std::to_string(rows()) + " were left");
  bring(3001, "last");
  BOOST_TEST(rows() == 10);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
