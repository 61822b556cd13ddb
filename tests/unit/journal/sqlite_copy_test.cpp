// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_copy.hpp"

#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

#include <sqlite3.h>

namespace troupe::journal::trial {
namespace {

/// A database of many pages.
std::unique_ptr<connection> database(const scratch_folder& folder) {
  auto made = value_of(
      connection::open(folder.file().string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, ""));
  made->run("PRAGMA journal_mode = WAL");
  made->run("CREATE TABLE mine(x)");
  made->run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
            "INSERT INTO mine SELECT hex(randomblob(1000)) FROM n");
  return made;
}

std::string rows_of(const std::filesystem::path& file) {
  return sql(file, "SELECT count(*) FROM mine");
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_copy_of_a_database)

BOOST_AUTO_TEST_CASE(is_whole_when_it_has_its_name) {
  scratch_folder folder;
  const auto db = database(folder);
  const auto to = folder.file("copy.db");
  const auto copy = value_of(sqlite_copy::begin(*db, to));
  int steps = 0;
  while (!value_of(copy->step(10))) {
    ++steps;
    BOOST_TEST(!std::filesystem::exists(to));
    BOOST_TEST(copy->pages_copied() == static_cast<std::uint64_t>(steps) * 10);
    BOOST_TEST(copy->pages_in_all() > copy->pages_copied());
  }
  BOOST_TEST(steps > 1);
  value_of(copy->finish());
  BOOST_TEST(rows_of(to) == "100");
  BOOST_TEST(!std::filesystem::exists(part_of(to)));
}

BOOST_AUTO_TEST_CASE(has_what_the_connection_writes_meanwhile) {
  scratch_folder folder;
  const auto db = database(folder);
  const auto copy = value_of(sqlite_copy::begin(*db, folder.file("copy.db")));
  BOOST_TEST(!value_of(copy->step(10)));
  db->run("INSERT INTO mine VALUES('more')");
  while (!value_of(copy->step(10)))
    db->run("UPDATE mine SET x = 'other' WHERE rowid = 1");
  value_of(copy->finish());
  BOOST_TEST(rows_of(folder.file("copy.db")) == "101");
  BOOST_TEST(sql(folder.file("copy.db"), "SELECT x FROM mine WHERE rowid = 1") == "other");
  BOOST_TEST(sql(folder.file("copy.db"), "PRAGMA integrity_check") == "ok");
}

BOOST_AUTO_TEST_CASE(that_is_not_finished_leaves_nothing_and_touches_no_older_one) {
  scratch_folder folder;
  const auto db = database(folder);
  const auto to = folder.file("copy.db");
  write_bytes(to, "an older copy");
  {
    const auto copy = value_of(sqlite_copy::begin(*db, to));
    BOOST_TEST(!value_of(copy->step(10)));
  }
  BOOST_TEST(bytes_of(to) == "an older copy");
  BOOST_TEST(!std::filesystem::exists(part_of(to)));
}

BOOST_AUTO_TEST_CASE(takes_the_place_of_what_a_process_left_that_was_killed) {
  scratch_folder folder;
  const auto db = database(folder);
  const auto to = folder.file("copy.db");
  write_bytes(part_of(to), "half of a copy");
  const auto copy = value_of(sqlite_copy::begin(*db, to));
  BOOST_TEST(value_of(copy->step(-1)));
  value_of(copy->finish());
  BOOST_TEST(rows_of(to) == "100");
}

BOOST_AUTO_TEST_CASE(into_a_folder_that_is_not_there_is_refused) {
  scratch_folder folder;
  const auto db = database(folder);
  const auto copy = sqlite_copy::begin(*db, folder.file("none/copy.db"));
  BOOST_REQUIRE(!copy);
  BOOST_TEST((copy.failure().code == ec::io));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
