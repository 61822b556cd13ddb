// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_reader.hpp"

#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace commerce;

namespace {

const std::string header =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

std::string line(std::string invoice_no, std::string quantity = "1", std::string price = "2.50") {
  return invoice_no + ",SKU,\"A, b\"," + quantity + ",12/1/10 8:26," + price + ",17850,France\n";
}

// An item in a few characters: what it is, its id or lines, and for a bad one why.
std::string brief(const invoice_item& item) {
  struct {
    std::string operator()(const order_invoice& x) {
      return "order " + x.order_id + " of " + std::to_string(x.lines.size());
    }
    std::string operator()(const return_invoice& x) { return "return " + x.return_id; }
    std::string operator()(const stock_adjustment& x) { return "adjustment " + x.adjustment_id; }
    std::string operator()(const bad_input& x) {
      return std::string{to_string(x.kind)} + " " + x.invoice_no + " at " + x.lines;
    }
  } to_brief;
  return std::visit(to_brief, item);
}

struct a_folder {
  troupe::support::scratch_folder folder;

  invoice_reader open(std::string_view name, const std::optional<input_position>& from = {}) {
    auto opened = invoice_reader::open(folder.file(name).string(), date_format::month_first, from);
    BOOST_REQUIRE(opened.has_value());
    return std::move(*opened);
  }
  std::vector<placed_item> all_of(invoice_reader& reader) {
    std::vector<placed_item> items;
    for (;;) {
      auto item = reader.next();
      BOOST_REQUIRE(item.has_value());
      if (!*item)
        return items;
      items.push_back(std::move(**item));
    }
  }
  std::vector<std::string> briefs(std::string_view content) {
    folder.write("in.csv", content);
    auto reader = open("in.csv");
    std::vector<std::string> found;
    for (const auto& one : all_of(reader))
      found.push_back(brief(one.item));
    return found;
  }
};

using strings = std::vector<std::string>;

// Every turn that the reader can take, in one file.
const std::string eventful = "\xEF\xBB\xBF" + header + line("") + line("") + line("1") + line("1") +
                             "\n" + line("2", "x") + line("2") + line("") + line("2") + line("") +
                             line("C3", "-1") + line("4", "7", "0") + line("") + "5,\"open\n" +
                             line("5") + line("1") + line("6") + "\r\n" + line("");

} // namespace

BOOST_FIXTURE_TEST_SUITE(an_invoice_reader, a_folder)

BOOST_AUTO_TEST_CASE(takes_consecutive_rows_with_one_number_for_an_invoice) {
  BOOST_TEST(briefs(header + line("1") + line("1") + "\n" + line("1") + line("2") + line("C3") +
                    line("4", "1", "0")) ==
                 (strings{"order 1 of 3", "order 2 of 1", "return C3", "adjustment 4"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(spoils_a_whole_invoice_for_a_bad_row_and_goes_on) {
  BOOST_TEST(briefs(header + line("1") + line("2") + line("2", "two") + line("2") + line("3")) ==
                 (strings{"order 1 of 1", "bad_quantity 2 at 3-5", "order 3 of 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(knows_an_invoice_that_comes_again_whatever_it_was) {
  BOOST_TEST(briefs(header + line("1") + line("2", "x") + line("1") + line("1") + line("2") +
                    line("C1") + line("1")) ==
                 (strings{"order 1 of 1", "bad_quantity 2 at 3", "seen_before 1 at 4-5",
                          "seen_before 2 at 6", "return C1", "seen_before 1 at 8"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(goes_on_with_an_invoice_after_a_row_without_number) {
  BOOST_TEST(briefs(header + line("1") + line("") + line("1") + line("2")) ==
                 (strings{"no_invoice_number  at 3", "order 1 of 2", "order 2 of 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(takes_each_row_without_number_for_itself) {
  BOOST_TEST(briefs(header + line("") + line("") + ",,\n" + "\"\",x\n") ==
                 (strings{"no_invoice_number  at 2", "no_invoice_number  at 3",
                          "no_invoice_number  at 4", "no_invoice_number  at 5"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(takes_the_number_exactly_as_it_stands) {
  BOOST_TEST(briefs(header + line("01") + line("1") + line(" 1") + line("\"a\"\"b\"")) ==
                 (strings{"order 01 of 1", "order 1 of 1", "order  1 of 1", "order a\"b of 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(spoils_one_invoice_for_a_quote_that_stays_open) {
  BOOST_TEST(briefs(header + line("1") + "2,\"open\n" + line("2") + line("3")) ==
                 (strings{"order 1 of 1", "malformed_row 2 at 3-4", "order 3 of 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(goes_on_from_each_of_its_positions_as_if_it_had_never_stopped) {
  folder.write("in.csv", eventful);
  auto reader = open("in.csv");
  auto all = all_of(reader);
  BOOST_TEST(all.size() == 13u);
  for (std::size_t done = 0; done < all.size(); ++done) {
    auto again = open("in.csv", all[done].after);
    BOOST_TEST((again.started() == invoice_reader::start::position));
    auto rest = all_of(again);
    BOOST_REQUIRE(rest.size() == all.size() - done - 1);
    for (std::size_t at = 0; at < rest.size(); ++at) {
      BOOST_TEST(brief(rest[at].item) == brief(all[done + 1 + at].item));
      BOOST_TEST((rest[at].after == all[done + 1 + at].after));
    }
  }
}

BOOST_AUTO_TEST_CASE(begins_again_for_a_file_of_other_content) {
  folder.write("in.csv", header + line("1") + line("2"));
  auto reader = open("in.csv");
  auto position = all_of(reader).front().after;

  folder.write("same_size.csv", header + line("3") + line("4"));
  auto other = open("same_size.csv", position);
  BOOST_TEST((other.started() == invoice_reader::start::other_file));
  BOOST_TEST(brief(all_of(other).front().item) == "order 3 of 1");

  folder.write("longer.csv", header + line("1") + line("2") + line("3"));
  auto longer = open("longer.csv", position);
  BOOST_TEST((longer.started() == invoice_reader::start::other_file));
  BOOST_TEST(all_of(longer).size() == 3u);
}

BOOST_AUTO_TEST_CASE(knows_a_file_by_its_content_and_not_by_its_name) {
  folder.write("in.csv", header + line("1") + line("2"));
  auto reader = open("in.csv");
  auto position = all_of(reader).front().after;
  folder.write("renamed.csv", header + line("1") + line("2"));
  auto renamed = open("renamed.csv", position);
  BOOST_TEST((renamed.started() == invoice_reader::start::position));
  BOOST_TEST(brief(all_of(renamed).front().item) == "order 2 of 1");
}

BOOST_AUTO_TEST_CASE(reads_latin1_if_the_file_is_not_utf8) {
  folder.write("in.csv", header + "caf\xE9,SKU,,1,12/1/10 8:26,1,,C\xF4te\n");
  auto reader = open("in.csv");
  auto order = std::get<order_invoice>(all_of(reader).at(0).item);
  BOOST_TEST(order.order_id == "caf\xC3\xA9");
  BOOST_TEST(order.country == "C\xC3\xB4te");
}

BOOST_AUTO_TEST_CASE(refuses_a_file_without_the_columns) {
  folder.write("in.csv", "\nInvoiceNo,StockCode,Description,Quantity,Date,UnitPrice,CustomerID\n");
  auto opened = invoice_reader::open(folder.file("in.csv").string(), date_format::month_first);
  BOOST_REQUIRE(!opened);
  BOOST_TEST(to_string(opened.failure()) ==
             folder.file("in.csv").string() +
                 ":2: the header lacks InvoiceDate, Country; the first row must name the columns");
}

BOOST_AUTO_TEST_CASE(refuses_a_file_without_a_header) {
  folder.write("in.csv", "\n");
  auto opened = invoice_reader::open(folder.file("in.csv").string(), date_format::month_first);
  BOOST_REQUIRE(!opened);
  BOOST_TEST(opened.failure().what == "the file is empty; its first row must name the columns");
}

BOOST_AUTO_TEST_CASE(has_nothing_to_tell_of_a_header_alone) {
  BOOST_TEST(briefs(header).empty());
}

BOOST_AUTO_TEST_SUITE_END()
