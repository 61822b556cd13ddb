// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

error refusal(const std::filesystem::path& file) {
  const auto opened = open_sqlite_readonly(file);
  if (opened)
    throw std::runtime_error("the journal opened");
  BOOST_TEST_MESSAGE(to_string(opened.failure()));
  return opened.failure();
}

std::size_t events_in(const std::filesystem::path& file) {
  return all_sequences(*value_of(open_sqlite_readonly(file)), {}).size();
}

/// What a killed owner leaves: the file and its log as they are on the disk.
void leave_as_killed(engine& running, const scratch_folder& from, const scratch_folder& to) {
  set_up(running, some_events(1, 7));
  for (const char* name : {"shop.db", "shop.db-wal"})
    std::filesystem::copy_file(from.file(name), to.file(name));
}

} // namespace

BOOST_AUTO_TEST_SUITE(reading_a_journal_from_outside)

BOOST_AUTO_TEST_CASE(works_beside_its_owner) {
  scratch_folder folder;
  const auto owner = value_of(open_sqlite(folder.file()));
  set_up(*owner, some_events(1, 2));
  const auto seen = value_of(open_sqlite_readonly(folder.file()));
  BOOST_TEST(all_sequences(*seen, {}).size() == 2u);
  set_up(*owner, some_events(3, 2));
  BOOST_TEST(all_sequences(*seen, {}).size() == 4u);
}

BOOST_AUTO_TEST_CASE(makes_no_checkpoint_beside_its_owner_however_much_is_in_the_log) {
  scratch_folder folder;
  sqlite_options options;
  options.checkpoint_pages = 1'000'000;
  const auto owner = value_of(open_sqlite(folder.file(), options));
  for (std::uint64_t i = 0; i < 200; ++i)
    set_up(*owner, some_events(1 + 50 * i, 50));
  const auto before = bytes_of(folder.file());
  const auto log = bytes_of(folder.file("shop.db-wal"));
  BOOST_TEST(log.size() > before.size());
  BOOST_TEST(events_in(folder.file()) == 10'000u);
  BOOST_TEST((bytes_of(folder.file()) == before));
  BOOST_TEST((bytes_of(folder.file("shop.db-wal")) == log));
}

BOOST_AUTO_TEST_CASE(goes_on_when_the_owner_ends_and_another_comes) {
  scratch_folder folder;
  auto owner = value_of(open_sqlite(folder.file()));
  set_up(*owner, some_events(1, 2));
  const auto seen = value_of(open_sqlite_readonly(folder.file()));
  owner.reset();
  BOOST_TEST(all_sequences(*seen, {}).size() == 2u);
  owner = value_of(open_sqlite(folder.file()));
  set_up(*owner, some_events(3, 2));
  BOOST_TEST(all_sequences(*seen, {}).size() == 4u);
}

BOOST_AUTO_TEST_CASE(works_on_a_stopped_one_and_changes_nothing) {
  scratch_folder folder;
  set_up(*value_of(open_sqlite(folder.file())), some_events(1, 3));
  const auto before = bytes_of(folder.file());
  BOOST_TEST(events_in(folder.file()) == 3u);
  BOOST_TEST((bytes_of(folder.file()) == before));
  BOOST_TEST(value_of(open_sqlite(folder.file()))->head() == 3u);
}

BOOST_AUTO_TEST_CASE(works_on_what_a_killed_owner_left_and_changes_nothing) {
  scratch_folder folder, left;
  const auto running = value_of(open_sqlite(folder.file()));
  leave_as_killed(*running, folder, left);
  const auto before = bytes_of(left.file()) + bytes_of(left.file("shop.db-wal"));
  BOOST_TEST(events_in(left.file()) == 7u);
  BOOST_TEST((bytes_of(left.file()) + bytes_of(left.file("shop.db-wal")) == before));
  BOOST_TEST(value_of(open_sqlite(left.file()))->head() == 7u);
}

BOOST_AUTO_TEST_CASE(works_in_a_folder_that_cannot_be_written) {
  scratch_folder folder;
  set_up(*value_of(open_sqlite(folder.file())), some_events(1, 3));
  const read_only now{folder.path()};
  BOOST_TEST(events_in(folder.file()) == 3u);
}

BOOST_AUTO_TEST_CASE(says_what_to_do_where_a_log_cannot_be_read_in_such_a_folder) {
  scratch_folder folder, left;
  const auto running = value_of(open_sqlite(folder.file()));
  leave_as_killed(*running, folder, left);
  const read_only now{left.path()};
  const auto said = refusal(left.file());
  BOOST_TEST((said.code == ec::io));
  BOOST_TEST(said.what.find("copy both files") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(needs_a_journal) {
  scratch_folder folder;
  BOOST_TEST((refusal(folder.file()).code == ec::not_found));
  BOOST_TEST((refusal(folder.path() / "var" / "shop.db").code == ec::not_found));
  write_bytes(folder.file("empty.db"), "");
  BOOST_TEST((refusal(folder.file("empty.db")).code == ec::not_found));
  sql(folder.file("foreign.db"), "CREATE TABLE mine(x)");
  BOOST_TEST((refusal(folder.file("foreign.db")).code == ec::damaged));
  write_bytes(folder.file("text.db"), std::string(5000, '#'));
  BOOST_TEST((refusal(folder.file("text.db")).code == ec::damaged));
}

BOOST_AUTO_TEST_CASE(needs_a_format_that_it_knows) {
  scratch_folder folder;
  set_up(*value_of(open_sqlite(folder.file())), some_events(1, 3));
  sql(folder.file(), "PRAGMA user_version = 9");
  const auto said = refusal(folder.file());
  BOOST_TEST((said.code == ec::damaged));
  BOOST_TEST(said.what.find("format 9") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(does_not_mind_strange_names) {
  scratch_folder folder;
  const auto file = folder.file("50% ?mode=x#y.db");
  set_up(*value_of(open_sqlite(file)), some_events(1, 3));
  BOOST_TEST(events_in(file) == 3u);
  const read_only now{folder.path()};
  BOOST_TEST(events_in(file) == 3u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
