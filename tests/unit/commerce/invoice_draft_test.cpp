// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_draft.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace commerce;

namespace {

struct fields {
  std::string sku = "22752";
  std::string quantity = "2";
  std::string price = "7.65";
  std::string date = "12/1/10 8:26";
  std::string country = "France";
};

csv_record row_of(const fields& x, std::uint64_t line) {
  csv_record row;
  row.fields = {"536365", x.sku, "", x.quantity, x.date, x.price, "17850", x.country};
  row.text = "row " + std::to_string(line);
  row.first_line = line;
  row.last_line = line;
  return row;
}

invoice_item classify(std::string invoice_no, const std::vector<fields>& rows,
                      bool seen_before = false) {
  invoice_draft draft{std::move(invoice_no), {}, date_format::month_first};
  std::uint64_t line = 2;
  for (const auto& one : rows)
    draft.add(row_of(one, line++));
  return std::move(draft).finish(seen_before);
}

template <class Kind>
Kind as(const invoice_item& item) {
  BOOST_REQUIRE(std::holds_alternative<Kind>(item));
  return std::get<Kind>(item);
}

struct bad_row {
  fields row;
  bad_input_kind kind;
  const char* reason;
};
std::ostream& operator<<(std::ostream& out, const bad_row& x) {
  return out << x.reason;
}

const std::vector<bad_row> bad_rows{
    {{.sku = ""}, bad_input_kind::no_stock_code, "line 3: the StockCode is empty"},
    {{.quantity = "two"},
     bad_input_kind::bad_quantity,
     "line 3: the Quantity \"two\" is not a whole number"},
    {{.price = ""}, bad_input_kind::bad_price, "line 3: the UnitPrice \"\" is not a price"},
    {{.date = "13/1/10 8:26"},
     bad_input_kind::bad_date,
     "line 3: the InvoiceDate \"13/1/10 8:26\" is not a date like 12/31/10 8:05"},
    {{.quantity = "999999999999", .price = "9999999999.99"},
     bad_input_kind::too_large,
     "line 3: the amount of the invoice is too large"},
};

struct bad_total {
  std::vector<fields> rows;
  bad_input_kind kind;
  const char* reason;
};
std::ostream& operator<<(std::ostream& out, const bad_total& x) {
  return out << x.reason;
}

const std::vector<bad_total> bad_totals{
    {{{}, {.quantity = "-9", .price = "9.99"}},
     bad_input_kind::total_not_positive,
     "the order's total is -7461 in minor units; it must be positive"},
    {{{.quantity = "4"}, {.quantity = "-4"}},
     bad_input_kind::total_not_positive,
     "the order's total is 0 in minor units; it must be positive"},
    {{{.quantity = "0"}},
     bad_input_kind::total_not_positive,
     "the order's total is 0 in minor units; it must be positive"},
    {{{.price = "-11062.06"}},
     bad_input_kind::total_not_positive,
     "the order's total is -2212412 in minor units; it must be positive"},
    {{{.quantity = "1000000", .price = "9999999999.99"}},
     bad_input_kind::too_large,
     "the amount of the invoice is too large"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(an_invoice)

BOOST_AUTO_TEST_CASE(is_an_order_by_default) {
  auto order = as<order_invoice>(classify(
      "536365", {{}, {.sku = "71053", .quantity = "1", .price = "3.395", .country = "X"}}));
  BOOST_TEST(order.order_id == "536365");
  BOOST_TEST(order.total_minor == 2 * 765 + 340);
  BOOST_TEST(order.country == "France");
  BOOST_TEST(order.customer == "17850");
  BOOST_TEST((order.placed_at == *parse_date("12/1/10 8:26", date_format::month_first)));
  BOOST_TEST((order.lines == std::vector<invoice_line>{{"22752", 2, 765}, {"71053", 1, 340}}));
}

BOOST_AUTO_TEST_CASE(is_a_return_if_its_number_starts_with_c) {
  auto returned = as<return_invoice>(classify(
      "C536365",
      {{.quantity = "-2"}, {.quantity = "-1"}, {.sku = "D", .quantity = "1", .price = "1"}}));
  BOOST_TEST(returned.return_id == "C536365");
  BOOST_TEST(returned.refund_minor == 3 * 765 - 100);
  BOOST_TEST((returned.returned == std::vector<sku_quantity>{{"22752", 3}, {"D", -1}}));
}

BOOST_AUTO_TEST_CASE(is_a_return_even_if_all_prices_are_zero) {
  BOOST_TEST(as<return_invoice>(classify("C1", {{.quantity = "-2", .price = "0"}})).refund_minor ==
             0);
}

BOOST_AUTO_TEST_CASE(is_an_order_if_its_number_starts_with_a_small_c) {
  BOOST_TEST(as<order_invoice>(classify("c1", {{}})).order_id == "c1");
}

BOOST_AUTO_TEST_CASE(is_an_adjustment_if_all_rounded_prices_are_zero) {
  auto adjusted = as<stock_adjustment>(classify(
      "536414", {{.quantity = "-10", .price = "0.004"}, {.quantity = "3", .price = "-0.0"}}));
  BOOST_TEST(adjusted.adjustment_id == "536414");
  BOOST_TEST((adjusted.changes == std::vector<sku_quantity>{{"22752", -7}}));
}

BOOST_AUTO_TEST_CASE(is_an_order_if_one_rounded_price_is_not_zero) {
  BOOST_TEST(as<order_invoice>(classify("1", {{.price = "0"}, {.price = "0.005"}})).total_minor ==
             2);
}

BOOST_DATA_TEST_CASE(is_bad_as_a_whole_for_one_bad_row, bad_rows, bad) {
  auto item = as<bad_input>(classify("536365", {{}, bad.row, {.sku = ""}}));
  BOOST_TEST((item.kind == bad.kind));
  BOOST_TEST(item.reason == bad.reason);
  BOOST_TEST(item.invoice_no == "536365");
  BOOST_TEST(item.lines == "2-4");
  BOOST_TEST(item.text == "row 2\nrow 3\nrow 4");
}

BOOST_DATA_TEST_CASE(is_bad_for_its_total, bad_totals, bad) {
  auto item = as<bad_input>(classify("536365", bad.rows));
  BOOST_TEST((item.kind == bad.kind));
  BOOST_TEST(item.reason == bad.reason);
}

BOOST_AUTO_TEST_CASE(is_bad_if_a_row_has_another_number_of_columns) {
  invoice_draft draft{"1", {}, date_format::month_first};
  auto row = row_of({}, 7);
  row.fields.pop_back();
  draft.add(row);
  auto item = as<bad_input>(std::move(draft).finish(false));
  BOOST_TEST((item.kind == bad_input_kind::wrong_columns));
  BOOST_TEST(item.reason == "line 7: the row has 7 columns, the header 8");
}

BOOST_AUTO_TEST_CASE(is_bad_if_a_row_is_not_csv) {
  invoice_draft draft{"1", {}, date_format::month_first};
  auto row = row_of({}, 7);
  row.problem = "a quote that is not closed";
  draft.add(row);
  auto item = as<bad_input>(std::move(draft).finish(false));
  BOOST_TEST((item.kind == bad_input_kind::malformed_row));
  BOOST_TEST(item.reason == "line 7: the row has a quote that is not closed");
}

BOOST_AUTO_TEST_CASE(is_bad_if_it_was_seen_before_whatever_else_it_is) {
  for (const auto& row : {fields{}, fields{.sku = ""}, fields{.price = "0"}}) {
    auto item = as<bad_input>(classify("1", {row}, true));
    BOOST_TEST((item.kind == bad_input_kind::seen_before));
    BOOST_TEST(item.reason == "invoice seen before");
  }
}

BOOST_AUTO_TEST_CASE(tells_its_lines_with_their_gaps) {
  invoice_draft draft{"1", {}, date_format::month_first};
  for (std::uint64_t line : {5u, 6u, 9u})
    draft.add(row_of({}, line));
  BOOST_TEST(as<bad_input>(std::move(draft).finish(true)).lines == "5-6, 9");
}

BOOST_AUTO_TEST_CASE(keeps_the_first_64_kib_of_its_rows_and_splits_no_character) {
  invoice_draft draft{"1", {}, date_format::month_first};
  for (std::uint64_t line = 2; line < 10; ++line) {
    auto row = row_of({}, line);
    row.text.clear();
    while (row.text.size() < 20'001)
      row.text += "\xC3\xA9";
    draft.add(row);
  }
  auto text = as<bad_input>(std::move(draft).finish(true)).text;
  BOOST_TEST(text.size() > 65'000u);
  BOOST_TEST(text.size() <= 65'536u);
  BOOST_TEST((static_cast<unsigned char>(text.back()) == 0xA9));
}

BOOST_AUTO_TEST_CASE(has_at_most_five_thousand_rows) {
  invoice_draft draft{"1", {}, date_format::month_first};
  for (std::uint64_t line = 2; line < 2 + invoice_draft::row_limit; ++line)
    draft.add(row_of({}, line));
  auto longer = draft;
  BOOST_TEST(as<order_invoice>(std::move(draft).finish(false)).lines.size() == 5000u);
  longer.add(row_of({}, 5002));
  auto item = as<bad_input>(std::move(longer).finish(false));
  BOOST_TEST((item.kind == bad_input_kind::too_large));
  BOOST_TEST(item.lines == "2-5002");
}

BOOST_AUTO_TEST_CASE(is_no_larger_than_an_event_may_be) {
  BOOST_TEST(as<order_invoice>(classify("1", {{.sku = std::string(700'000, 'x')}})).lines.size() ==
             1u);
  for (const auto& row :
       {fields{.sku = std::string(800'000, 'x')}, fields{.sku = std::string(140'000, '\n')},
        fields{.country = std::string(800'000, 'x')}}) {
    auto item = as<bad_input>(classify("1", {row}));
    BOOST_TEST((item.kind == bad_input_kind::too_large));
    BOOST_TEST(item.reason == "the invoice is larger than an event may be");
  }
}

BOOST_AUTO_TEST_CASE(shows_only_the_beginning_of_a_long_value) {
  auto item = as<bad_input>(classify("1", {{.quantity = std::string(500, '9')}}));
  BOOST_TEST(item.reason ==
             "line 2: the Quantity \"" + std::string(40, '9') + "...\" is not a whole number");
}

BOOST_AUTO_TEST_SUITE_END()
