// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/csv_scan.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace commerce;

namespace {

struct row {
  const char* text;
  csv_outcome outcome;
  std::vector<std::string> fields;
  std::size_t size;
  std::size_t line_ends;
};

std::ostream& operator<<(std::ostream& out, const row& x) {
  return out << x.text;
}

constexpr auto whole = csv_outcome::record;

const std::vector<row> rows{
    {"a,b,c\n", whole, {"a", "b", "c"}, 6, 1},
    {"a,b\r\nx", whole, {"a", "b"}, 5, 1},
    {"a,b\rx", whole, {"a", "b"}, 4, 1},
    {"a,b", whole, {"a", "b"}, 3, 0},
    {"\nx", whole, {""}, 1, 1},
    {",\n", whole, {"", ""}, 2, 1},
    {",,", whole, {"", "", ""}, 2, 0},
    {" a , b \n", whole, {" a ", " b "}, 8, 1},
    {"\"a\",b\n", whole, {"a", "b"}, 6, 1},
    {"\"\",b\n", whole, {"", "b"}, 5, 1},
    {"\"a,b\",c\n", whole, {"a,b", "c"}, 8, 1},
    {"\"a\"\"b\"\n", whole, {"a\"b"}, 7, 1},
    {"\"\"\"\"\n", whole, {"\""}, 5, 1},
    {"\"a\nb\",c\n", whole, {"a\nb", "c"}, 8, 2},
    {"\"a\r\nb\rc\"\r\n", whole, {"a\r\nb\rc"}, 10, 3},
    {"\"a\"", whole, {"a"}, 3, 0},
    {"\"a\"\r\n", whole, {"a"}, 5, 1},
    {"a\"b\",c\n", whole, {"a\"b\"", "c"}, 7, 1},
    {"\"a\"b,c\n", csv_outcome::text_after_quote, {"ab", "c"}, 7, 1},
    {"\"a\" ,c\n", csv_outcome::text_after_quote, {"a ", "c"}, 7, 1},
    {"a,\"b\nc", csv_outcome::unclosed_quote, {"a", "b\nc"}, 6, 1},
    {"\"a\"\"", csv_outcome::unclosed_quote, {"a\""}, 4, 0},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_csv_scan)

BOOST_DATA_TEST_CASE(reads_the_first_record_of_a_text, rows, expected) {
  std::vector<std::string> fields;
  auto scan = scan_csv_record(expected.text, true, fields);
  BOOST_TEST((scan.outcome == expected.outcome));
  BOOST_TEST(fields == expected.fields, boost::test_tools::per_element());
  BOOST_TEST(scan.size == expected.size);
  BOOST_TEST(scan.line_ends == expected.line_ends);
}

BOOST_DATA_TEST_CASE(of_a_part_asks_for_more_or_ends_as_with_the_whole, rows, expected) {
  std::string_view text{expected.text};
  for (std::size_t size = 0; size < text.size(); ++size) {
    std::vector<std::string> fields;
    auto scan = scan_csv_record(text.substr(0, size), false, fields);
    if (scan.outcome == csv_outcome::incomplete)
      continue;
    BOOST_TEST((scan.outcome == expected.outcome));
    BOOST_TEST(fields == expected.fields, boost::test_tools::per_element());
    BOOST_TEST(scan.size == expected.size);
  }
}

BOOST_AUTO_TEST_CASE(tells_the_content_from_the_line_end) {
  std::vector<std::string> fields;
  BOOST_TEST(scan_csv_record("a,b\r\n", true, fields).content == 3u);
  BOOST_TEST(scan_csv_record("a,b", true, fields).content == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
