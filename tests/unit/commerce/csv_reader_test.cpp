// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/csv_reader.hpp"

#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace commerce;

namespace {

struct a_folder {
  troupe::support::scratch_folder folder;

  csv_reader open(std::string_view content, text_encoding encoding = text_encoding::utf8) {
    auto opened = csv_reader::open(folder.write("in.csv", content), encoding);
    BOOST_REQUIRE(opened.has_value());
    return std::move(*opened);
  }
};

std::vector<csv_record> all_of(csv_reader& reader) {
  std::vector<csv_record> records;
  for (;;) {
    auto record = reader.next();
    BOOST_REQUIRE(record.has_value());
    if (!*record)
      return records;
    records.push_back(std::move(**record));
  }
}

std::string joined(const csv_record& record) {
  std::string text;
  for (const auto& field : record.fields)
    text += "[" + field + "]";
  return text;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_csv_reader, a_folder)

BOOST_AUTO_TEST_CASE(tells_the_lines_and_bytes_of_each_row) {
  auto reader = open("a,b\r\n1,\"x\r\ny\"\r\n\r\n  \n2,z");
  auto rows = all_of(reader);
  BOOST_REQUIRE(rows.size() == 3u);
  BOOST_TEST(joined(rows[0]) == "[a][b]");
  BOOST_TEST(joined(rows[1]) == "[1][x\r\ny]");
  BOOST_TEST(rows[1].text == "1,\"x\r\ny\"");
  BOOST_TEST(rows[1].offset == 5u);
  BOOST_TEST(rows[1].end == 15u);
  BOOST_TEST(rows[1].first_line == 2u);
  BOOST_TEST(rows[1].last_line == 3u);
  BOOST_TEST(joined(rows[2]) == "[2][z]");
  BOOST_TEST(rows[2].offset == 20u);
  BOOST_TEST(rows[2].first_line == 6u);
  BOOST_TEST(rows[2].last_line == 6u);
  BOOST_TEST(reader.offset() == 23u);
}

BOOST_AUTO_TEST_CASE(skips_a_byte_order_mark) {
  auto reader = open("\xEF\xBB\xBFname\nx\n");
  auto rows = all_of(reader);
  BOOST_REQUIRE(rows.size() == 2u);
  BOOST_TEST(rows[0].fields[0] == "name");
  BOOST_TEST(rows[0].offset == 3u);
}

BOOST_AUTO_TEST_CASE(turns_latin1_into_utf8) {
  auto reader = open("caf\xE9,\xA3\n", text_encoding::latin1);
  auto rows = all_of(reader);
  BOOST_TEST(joined(rows.at(0)) == "[caf\xC3\xA9][\xC2\xA3]");
  BOOST_TEST(rows[0].text == "caf\xC3\xA9,\xC2\xA3");
  BOOST_TEST(rows[0].end == 7u);
}

BOOST_AUTO_TEST_CASE(has_no_rows_in_an_empty_file) {
  for (auto content : {"", "\n\r\n \t\n", "\xEF\xBB\xBF"}) {
    auto reader = open(content);
    BOOST_TEST(all_of(reader).empty());
  }
}

BOOST_AUTO_TEST_CASE(keeps_a_quoted_empty_field_apart_from_a_blank_line) {
  auto reader = open("\"\"\n");
  BOOST_TEST(all_of(reader).size() == 1u);
}

BOOST_AUTO_TEST_CASE(goes_on_with_the_next_line_after_a_quote_that_is_never_closed) {
  auto reader = open("1,\"open\r\n2,fine\r\n3,fine\r\n");
  auto rows = all_of(reader);
  BOOST_REQUIRE(rows.size() == 3u);
  BOOST_TEST(rows[0].problem == "a quote that is not closed");
  BOOST_TEST(joined(rows[0]) == "[1][open]");
  BOOST_TEST(rows[0].last_line == 1u);
  BOOST_TEST(rows[1].problem == "");
  BOOST_TEST(rows[1].first_line == 2u);
  BOOST_TEST(joined(rows[2]) == "[3][fine]");
}

BOOST_AUTO_TEST_CASE(gives_up_on_a_quote_after_a_mebibyte) {
  std::string content = "1,\"open\n";
  std::size_t lines = 1;
  while (content.size() < 3 * csv_reader::record_limit / 2) {
    content += "2,some text to fill the file\n";
    ++lines;
  }
  auto reader = open(content);
  auto rows = all_of(reader);
  BOOST_TEST(rows.size() == lines);
  BOOST_TEST(rows[0].problem == "a quote that is not closed within 1 MiB");
  BOOST_TEST(rows[1].problem == "");
  BOOST_TEST(rows.back().last_line == lines);
  BOOST_TEST(rows.back().end == content.size());
}

BOOST_AUTO_TEST_CASE(skips_the_rest_of_a_line_without_end) {
  for (auto line_end : {"\n", "\r\n", "\r"}) {
    for (std::size_t more : {0u, 1u, 64u * 1024 - 1, 64u * 1024, 500'000u}) {
      std::string content = "1," + std::string(csv_reader::record_limit + more, 'x');
      content += line_end;
      content += "2,fine";
      auto reader = open(content);
      auto rows = all_of(reader);
      BOOST_REQUIRE(rows.size() == 2u);
      BOOST_TEST(rows[0].fields[0] == "1");
      BOOST_TEST(joined(rows[1]) == "[2][fine]");
      BOOST_TEST(rows[1].first_line == 2u);
      BOOST_TEST(rows[1].offset == rows[0].end);
    }
  }
}

BOOST_AUTO_TEST_CASE(reads_rows_across_the_pieces_of_a_large_file) {
  std::string content;
  for (int number = 0; number < 20'000; ++number)
    content += std::to_string(number) + ",\"a \"\"quoted\"\"\r\nfield\",end\r\n";
  auto reader = open(content);
  auto rows = all_of(reader);
  BOOST_REQUIRE(rows.size() == 20'000u);
  for (std::size_t number = 0; number < rows.size(); ++number) {
    BOOST_REQUIRE(joined(rows[number]) ==
                  "[" + std::to_string(number) + "][a \"quoted\"\r\nfield][end]");
    BOOST_REQUIRE(rows[number].first_line == 2 * number + 1);
  }
}

BOOST_AUTO_TEST_CASE(names_the_file_that_it_cannot_read) {
  auto missing = csv_reader::open(folder.file("none.csv").string(), text_encoding::utf8);
  BOOST_REQUIRE(!missing);
  BOOST_TEST((missing.failure().code == troupe::ec::not_found));
  BOOST_TEST(missing.failure().where == folder.file("none.csv").string());
  auto directory = csv_reader::open(folder.file("").string(), text_encoding::utf8);
  BOOST_REQUIRE(!directory);
  BOOST_TEST((directory.failure().code == troupe::ec::invalid));
}

BOOST_AUTO_TEST_SUITE_END()
