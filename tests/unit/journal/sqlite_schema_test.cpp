// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_schema.hpp"

#include "journal/sqlite.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>

namespace troupe::journal::trial {
namespace {

/// The file as an older format's program left it.
std::filesystem::path of_format(const std::string& format, const scratch_folder& folder) {
  sql(folder.file(), bytes_of(std::filesystem::path{TROUPE_TEST_DIR} / "unit/journal/files" /
                              ("format_" + format + ".sql")));
  return folder.file();
}

const auto older_formats =
    boost::unit_test::data::make(std::vector<std::string>{"1", "2", "3", "4"});

std::vector<dead_letter_record> letters_of(reader& seen, const std::string& service) {
  dead_letter_query query;
  query.service = service;
  return value_of(seen.dead_letters(query));
}

/// What stood in it, whatever the format that it is kept in now.
void holds_what_it_held(reader& seen) {
  BOOST_TEST(all_sequences(seen, {}).size() == 8u);
  const auto first = value_of(seen.event(1));
  BOOST_REQUIRE(first.has_value());
  BOOST_TEST(first->topic == "orders.placed");
  BOOST_TEST(first->key == "100");
  BOOST_TEST(!first->expires.has_value());
  const auto subscriptions = value_of(seen.subscriptions());
  BOOST_REQUIRE(subscriptions.size() == 7u);
  BOOST_TEST(subscriptions[2].name == "payment");
  BOOST_TEST(subscriptions[2].settled == 8u);
  BOOST_TEST(subscriptions[2].parked == 2u);
  BOOST_TEST(value_of(seen.positions(1))[6].position == 6u);
  const auto waiting = value_of(seen.parked(3, "100"));
  BOOST_REQUIRE(waiting.has_value());
  BOOST_TEST(waiting->row.attempts.front().error == "gateway timeout");
  BOOST_TEST(value_of(seen.state(2, "A")).value_or("") ==
             R"({"known":true,"initial":1000,"taken":3,"returned":0,"adjusted":0})");
  const auto timers = value_of(seen.timers({}));
  BOOST_REQUIRE(timers.size() == 1u);
  BOOST_TEST(timers[0].event.topic == "orders.expired");
  BOOST_TEST(!timers[0].event.expires.has_value());
  BOOST_TEST((timers[0].by == timer_measure::steady));
  BOOST_TEST(timers[0].owner == 0);
  BOOST_TEST(!timers[0].recurs());
  const auto letters = letters_of(seen, "intake");
  BOOST_REQUIRE(letters.size() == 1u);
  BOOST_TEST((letters[0].reason == dead_letter_reason::bad_input));
  const auto topics = value_of(seen.topics());
  BOOST_REQUIRE(topics.size() == 4u);
  BOOST_TEST((topics[1] == topic_record{"orders.placed", 2, false}));
}

/// What the third format added is not in an older file.
void holds_nothing_of_the_third_format(reader& seen) {
  BOOST_TEST(value_of(seen.timers({.by = timer_measure::wall})).empty());
  BOOST_TEST(value_of(seen.timers({.recurring = true})).empty());
  BOOST_TEST((value_of(seen.wall_moved()) == std::chrono::microseconds{0}));
  BOOST_TEST(value_of(seen.dead_letters({})).size() == 1u);
  BOOST_TEST(value_of(seen.audits(0, 10)).empty());
}

void holds_what_the_third_format_added(reader& seen) {
  BOOST_TEST(value_of(seen.event(8))->expires.has_value());
  BOOST_TEST((value_of(seen.wall_moved()) == std::chrono::hours{1}));
  const auto timers = value_of(seen.timers({.by = timer_measure::wall}));
  BOOST_REQUIRE(timers.size() == 1u);
  BOOST_TEST(timers[0].name == "remind 102");
  BOOST_TEST(timers[0].recurrence == "cron 0 8 * * 1-5 in Europe/Berlin");
  BOOST_TEST((timers[0].missed == missed_timers::skip));
  const auto letters = letters_of(seen, "payment");
  BOOST_REQUIRE(letters.size() == 1u);
  BOOST_TEST(letters[0].holds);
  BOOST_TEST(letters[0].error_type == "std::runtime_error");
  BOOST_TEST(letters[0].original.has_value());
  BOOST_TEST((value_of(seen.parked(3, "102"))->row.letter == letters[0].id));
  const auto late = value_of(seen.parked(3, "100"))->row;
  BOOST_TEST(late.replay);
  BOOST_TEST(late.late);
  BOOST_TEST(late.payload.has_value());
  const auto trail = value_of(seen.audits(0, 10));
  BOOST_REQUIRE(trail.size() == 1u);
  BOOST_TEST(trail[0].who == "anna");
}

void holds_what_the_fourth_format_added(reader& seen) {
  const auto analytics = value_of(seen.subscriptions()).at(5);
  BOOST_TEST(analytics.paused);
  BOOST_TEST(!analytics.paused_for.has_value()); // Nobody wrote down why.
  BOOST_TEST(analytics.reread_to == 2u);
  BOOST_TEST(value_of(seen.rereading_of(analytics.number)).muted);
}

void holds_all(reader& seen, const std::string& format) {
  holds_what_it_held(seen);
  if (format == "4")
    holds_what_the_fourth_format_added(seen);
  if (format >= "3")
    holds_what_the_third_format_added(seen);
  else
    holds_nothing_of_the_third_format(seen);
}

std::string format_of(const std::filesystem::path& file) {
  return sql(file, "PRAGMA user_version");
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_journal_of_an_older_format)

BOOST_DATA_TEST_CASE(is_brought_to_this_one_when_it_is_opened_for_writing, older_formats, format) {
  scratch_folder folder;
  const auto file = of_format(format, folder);
  {
    const auto made = value_of(open_sqlite(file));
    holds_all(*value_of(made->open_reader()), format);
    commit more = some_events(9, 1);
    more.transient_topics = {"prices.seen"};
    BOOST_TEST(write_one(*made, more).first == 9u);
  }
  BOOST_TEST(format_of(file) == std::to_string(format_version));
  BOOST_TEST(sql(file, "PRAGMA integrity_check") == "ok");
  const auto again = value_of(open_sqlite(file));
  BOOST_TEST(again->head() == 9u);
  const auto topics = value_of(value_of(again->open_reader())->topics());
  BOOST_TEST((topics.at(2) == topic_record{"prices.seen", 0, true}));
}

BOOST_DATA_TEST_CASE(is_read_as_it_is_and_left_so, older_formats, format) {
  scratch_folder folder;
  const auto file = of_format(format, folder);
  holds_all(*value_of(open_sqlite_readonly(file)), format);
  BOOST_TEST(format_of(file) == format);
}

// A program that reads may have opened the file before its owner came.
BOOST_DATA_TEST_CASE(may_be_brought_to_this_one_while_it_is_read, older_formats, format) {
  scratch_folder folder;
  const auto file = of_format(format, folder);
  const auto seen = value_of(open_sqlite_readonly(file));
  holds_all(*seen, format);
  const auto owner = value_of(open_sqlite(file));
  holds_all(*seen, format);
}

BOOST_DATA_TEST_CASE(has_the_tables_that_a_new_one_has, older_formats, format) {
  scratch_folder folder;
  const auto file = of_format(format, folder);
  value_of(open_sqlite(file));
  value_of(open_sqlite(folder.file("new.db")));
  const auto shape = [](const std::filesystem::path& of) {
    return sql(of,
               "SELECT group_concat(m.name || '.' || c.name || ' ' || c.type || c.\"notnull\" || "
               "coalesce(c.dflt_value, '') || c.pk, ', ') "
               "FROM (SELECT name FROM sqlite_master ORDER BY name) m, "
               "pragma_table_info(m.name) c");
  };
  BOOST_TEST(shape(file).find("topics.transient INTEGER10") != std::string::npos);
  BOOST_TEST(shape(file) == shape(folder.file("new.db")));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
