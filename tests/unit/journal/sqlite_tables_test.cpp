// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_tables.hpp"

#include "journal/sqlite_schema.hpp"
#include "support/journal_file.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {

BOOST_AUTO_TEST_SUITE(the_tables_of_a_journal)

// A column that is in a table and not in its list would be covered by no CRC.
BOOST_AUTO_TEST_CASE(are_listed_with_all_their_columns) {
  scratch_folder folder;
  value_of(open_sqlite(folder.file()));
  for (const auto* each : all_tables()) {
    const auto columns =
        sql(folder.file(), "SELECT group_concat(name, ', ') FROM (SELECT name FROM "
                           "pragma_table_info('" +
                               std::string{each->name} + "') WHERE name <> 'crc')");
    BOOST_TEST(columns == columns_sql(*each, format_version));
    BOOST_TEST(sql(folder.file(), "SELECT count(*) FROM pragma_table_info('" +
                                      std::string{each->name} + "') WHERE name = 'crc'") == "1");
  }
  BOOST_TEST(sql(folder.file(), "SELECT count(*) FROM sqlite_master WHERE type = 'table'") ==
             std::to_string(all_tables().size()));
}

BOOST_AUTO_TEST_CASE(are_read_of_a_file_of_an_older_format_with_null_for_what_it_has_not) {
  BOOST_TEST(select_sql(tables::topics, 1) == "SELECT number, name, last, NULL, 1 FROM topics ");
  BOOST_TEST(select_sql(tables::topics, 4) ==
             "SELECT number, name, last, transient, crc IS row_crc(number, name, last, transient) "
             "FROM topics ");
}

BOOST_AUTO_TEST_CASE(are_changed_together_with_the_crc) {
  BOOST_TEST(crc_sql(tables::topics, {{"last", "?2"}}) == "row_crc(number, name, ?2, transient)");
  BOOST_TEST("INTO " + into_sql(tables::counters) + " VALUES" + values_sql(tables::counters) ==
             "INTO counters(name, value, crc) VALUES(?1, ?2, ?3)");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
