// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/row_crc.hpp"

#include "journal/sqlite_connection.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

#include <sqlite3.h>

#include <limits>

namespace troupe::journal::trial {
namespace {

std::uint32_t in_sql(const std::string& values) {
  const auto db = value_of(connection::open(":memory:", SQLITE_OPEN_READWRITE, ""));
  const auto sum = db->number(("SELECT row_crc(" + values + ")").c_str());
  BOOST_REQUIRE(sum.has_value());
  return static_cast<std::uint32_t>(*sum);
}

template <class... Values>
std::uint32_t in_code(const Values&... values) {
  row_crc sum;
  int at = 0;
  (sum.bind(++at, values), ...);
  return sum.value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_crc_of_a_row)

// Files are full of them: these numbers never change.
BOOST_AUTO_TEST_CASE(is_part_of_the_format) {
  BOOST_TEST(in_code(std::nullopt) == 0u);
  BOOST_TEST(in_code(1, std::string_view{"a"}) == 0xBBFE11BEu);
  BOOST_TEST(in_code(-1, std::string_view{""}, id(7)) == 0xCD71FB6Fu);
}

BOOST_AUTO_TEST_CASE(is_the_same_in_sql_as_in_code) {
  BOOST_TEST(in_sql("1, 'a'") == in_code(1, std::string_view{"a"}));
  BOOST_TEST(in_sql("-1, '', x'01000000000000000000000000000007'") ==
             in_code(-1, std::string_view{""}, id(7)));
  BOOST_TEST(in_sql("NULL, 9223372036854775807") ==
             in_code(std::nullopt, std::numeric_limits<std::int64_t>::max()));
}

BOOST_AUTO_TEST_CASE(tells_values_apart_by_kind_and_column) {
  BOOST_TEST(in_sql("'1'") != in_sql("1"));
  BOOST_TEST(in_sql("'1'") != in_sql("x'31'"));
  BOOST_TEST(in_sql("''") != in_sql("NULL"));
  BOOST_TEST(in_sql("NULL, 1") != in_sql("1, NULL"));
  BOOST_TEST(in_sql("'ab', 'c'") != in_sql("'a', 'bc'"));
}

BOOST_AUTO_TEST_CASE(stays_when_a_later_format_adds_a_column_that_is_null) {
  BOOST_TEST(in_sql("1, 'a', NULL, NULL") == in_sql("1, 'a'"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
