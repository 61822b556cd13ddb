// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_upgrade.hpp"

#include "journal/sqlite_schema.hpp"
#include "journal/sqlite_tables.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {
namespace {

std::filesystem::path of_format(int format, const scratch_folder& folder) {
  sql(folder.file(), bytes_of(std::filesystem::path{TROUPE_TEST_DIR} / "unit/journal/files" /
                              ("format_" + std::to_string(format) + ".sql")));
  return folder.file();
}

const auto older_formats = boost::unit_test::data::xrange<int>(1, format_version);

/// All rows that have another CRC than they should.
std::string unsound_rows(const std::filesystem::path& file) {
  std::string found;
  for (const auto* each : all_tables())
    if (const auto count = sql(file, "SELECT count(*) FROM " + std::string{each->name} +
                                         " WHERE NOT " + soundness_sql(*each, format_version));
        count != "0")
      found += count + " of " + std::string{each->name} + ", ";
  return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_upgrade_of_a_journal)

BOOST_DATA_TEST_CASE(leaves_a_copy_of_the_file_as_it_was, older_formats, format) {
  scratch_folder folder;
  const auto file = of_format(format, folder);
  const auto before = sql(file, "SELECT group_concat(payload) FROM events");
  sqlite_options options;
  std::vector<std::string> told;
  options.tell = [&](const std::string& text) { told.push_back(text); };
  value_of(open_sqlite(file, options));
  const auto copy = copy_of_format(file, format);
  BOOST_TEST(sql(copy, "PRAGMA user_version") == std::to_string(format));
  BOOST_TEST(sql(copy, "SELECT group_concat(payload) FROM events") == before);
  BOOST_TEST(sql(copy, "PRAGMA integrity_check") == "ok");
  BOOST_REQUIRE(told.size() == 1u);
  BOOST_TEST(told[0] == "the journal is of format " + std::to_string(format) +
                            " and is brought to format " + std::to_string(format_version) +
                            "; a copy of it as it was is left in " + copy.string());
  BOOST_TEST(all_sequences(*value_of(open_sqlite_readonly(copy)), {}).size() == 8u);
}

BOOST_DATA_TEST_CASE(gives_every_row_its_crc, older_formats, format) {
  scratch_folder folder;
  const auto file = of_format(format, folder);
  value_of(open_sqlite(file));
  BOOST_TEST(unsound_rows(file) == "");
  BOOST_TEST(sql(file, "SELECT count(*) FROM events WHERE crc IS NULL") == "0");
}

BOOST_AUTO_TEST_CASE(that_cannot_leave_its_copy_changes_nothing) {
  scratch_folder folder;
  const auto file = of_format(3, folder);
  std::filesystem::create_directories(copy_of_format(file, 3) / "in the way");
  const auto refused = open_sqlite(file);
  BOOST_REQUIRE(!refused);
  BOOST_TEST_MESSAGE(to_string(refused.failure()));
  BOOST_TEST((refused.failure().code == ec::io));
  BOOST_TEST(sql(file, "PRAGMA user_version") == "3");
}

BOOST_AUTO_TEST_CASE(says_how_much_room_it_needs_before_it_begins) {
  BOOST_TEST(!lacks_room("shop.db", 3, 1000, 2250).has_value());
  const auto no = lacks_room("shop.db", 3, 4ull << 30, 5ull << 30);
  BOOST_REQUIRE(no.has_value());
  BOOST_TEST((no->code == ec::io));
  BOOST_TEST(no->what == "the journal is of format 3; to bring it to format 5 takes 9.0 GiB beside "
                         "it, and 5.0 GiB are free; free some space and start again, the journal "
                         "is as it was");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_rows_of_a_journal)

BOOST_AUTO_TEST_CASE(have_their_crc_whatever_wrote_them) {
  scratch_folder folder;
  {
    const auto made = value_of(open_sqlite(folder.file()));
    const auto number = value_of(made->subscribe("payment", 0));
    auto recurring = timer(50, 10);
    recurring.recurrence = "every 10m";
    recurring.name = "tick";
    recurring.by = timer_measure::wall;
    recurring.owner = number;
    auto edited = dead_letter(3);
    edited.original = R"({"n":0})";
    dead_letter_record input = dead_letter(60, "intake");
    input.event.reset();
    auto held = parked_row(5, "k", 1);
    held.letter = id(5);
    set_up(*made, some_events(1, 40));
    commit first = build{number, made->next_epoch()}
                       .claim(0)
                       .state("k", "1")
                       .state("gone", "1")
                       .park(parked_row(3, "a", 1))
                       .park(parked_row(4, "b", 2))
                       .park(held)
                       .set(timer(9, 10))
                       .set(recurring)
                       .letter(edited)
                       .letter(input)
                       .letter(dead_letter(5))
                       .audit({0, at(1), letter_deed::edited, "anna", id(3), "payment",
                               "orders.placed", "k", 3, "gateway timeout", "wrong"})
                       .settle(2);
    first.wall_moved = std::chrono::seconds{3};
    first.transient_topics = {"prices.seen"};
    BOOST_TEST(write_one(*made, first).accepted());
    BOOST_TEST(write_one(*made, build{number}
                                    .move(0, 2, 30)
                                    .events(some_events(41, 3, "orders.paid").events)
                                    .bring(event(44), "A-1")
                                    .state("k", "2")
                                    .state("gone", std::nullopt)
                                    .again(3, 1, at(9), attempt(2))
                                    .take(4, 2)
                                    .release(5, id(5))
                                    .remove(id(5))
                                    .letter(dead_letter(42))
                                    .set(recurring))
                   .accepted());
    commit back = build{number, made->next_epoch()};
    for (std::size_t p = 0; p < partition_count; ++p)
      back.claims.push_back(static_cast<partition_number>(p));
    back.sought = seek{40, seek::fates::keep, false};
    BOOST_TEST(write_one(*made, back).accepted());
    BOOST_TEST(
        write_one(*made, build{number}.hold(3, 2, id(70)).letter(dead_letter(70))).accepted());
  }
  BOOST_TEST(unsound_rows(folder.file()) == "");
  for (const auto* each : all_tables())
    BOOST_TEST(sql(folder.file(), "SELECT count(*) > 0 FROM " + std::string{each->name}) == "1",
               each->name << " holds nothing");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
