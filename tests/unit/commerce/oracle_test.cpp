// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_reader.hpp"
#include "commerce/payment_fate.hpp"

#include "support/scratch_folder.hpp"
#include "unit/commerce/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <map>

// The readers against tests/acceptance/oracle.py, which was written apart from them. Paths come
// from the build; TROUPE_SHARED_DATA may name a folder of further files in the layout.

using namespace commerce;

namespace {

boost::json::object as_object(const std::map<std::string, std::int64_t>& numbers) {
  boost::json::object object;
  for (const auto& [name, number] : numbers)
    object[name] = number;
  return object;
}

class figures {
public:
  explicit figures(std::uint32_t decline_permille)
      : chances_{.decline_permille = decline_permille} {
    for (auto name : {"orders_placed", "orders_shipped", "orders_rejected", "orders_declined",
                      "returns", "adjustments", "captured_minor", "refunded_minor"})
      summary_[name] = 0;
  }

  void operator()(const order_invoice& order) {
    ++summary_["orders_placed"];
    if (fate_of(order.order_id, 1, chances_) == payment_fate::declined) {
      ++summary_["orders_declined"];
      return;
    }
    ++summary_["orders_shipped"];
    summary_["captured_minor"] += order.total_minor;
    revenue_[order.country] += order.total_minor;
  }
  void operator()(const return_invoice& returned) {
    ++summary_["returns"];
    summary_["refunded_minor"] += returned.refund_minor;
  }
  void operator()(const stock_adjustment&) { ++summary_["adjustments"]; }
  void operator()(const bad_input& bad) { ++dead_letters_[to_string(bad.kind)]; }

  boost::json::object as_json() const {
    auto summary = as_object(summary_);
    summary["revenue_by_country"] = as_object(revenue_);
    return {{"summary", summary}, {"dead_letters", as_object(dead_letters_)}};
  }

private:
  payment_chances chances_;
  std::map<std::string, std::int64_t> summary_;
  std::map<std::string, std::int64_t> revenue_;
  std::map<std::string, std::int64_t> dead_letters_;
};

boost::json::object read_figures(const std::string& path, std::uint32_t decline_permille) {
  auto reader = invoice_reader::open(path, date_format::month_first);
  BOOST_REQUIRE(reader.has_value());
  figures found{decline_permille};
  for (;;) {
    auto item = reader->next();
    BOOST_REQUIRE(item.has_value());
    if (!*item)
      return found.as_json();
    std::visit(found, (*item)->item);
  }
}

void compare(const std::string& path) {
  for (auto decline_permille : {0, 30, 200})
    BOOST_TEST(read_figures(path, static_cast<std::uint32_t>(decline_permille)) ==
               support::ask_oracle(path, decline_permille).as_object());
}

// Rows that are right and wrong in all ways, made by number.
std::string awkward_file() {
  const std::vector<std::string> invoices{"1", "1",     "2",    "C3",         "",
                                          "4", "\"5\"", "1\n2", "caf\xC3\xA9"};
  const std::vector<std::string> skus{"A", "A", "B", "C", "A", "\"A,1\"", "\"x\"\"y\"", ""};
  const std::vector<std::string> quantities{
      "1", "12", "-3", "2", "0", "5", "x", "1.0", "99999999999999"};
  const std::vector<std::string> dates{"12/1/10 8:26", "1/2/2011 10:05", "12/31/11 0:00",
                                       "2/29/12 1:01", "2/29/11 1:01"};
  const std::vector<std::string> prices{"2.55", "0", "0.005", "0.004", "-1.995", "1000", "", "1e3"};
  std::uint64_t state = 1;
  auto pick = [&state](const std::vector<std::string>& list, std::size_t often) {
    state = state * 6364136223846793005 + 1442695040888963407;
    auto at = (state >> 33) % (list.size() + often);
    return list[at < list.size() ? at : 0];
  };
  std::string content =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\r\n";
  for (int number = 0; number < 4000; ++number) {
    auto invoice_no = pick(invoices, 0);
    if (!invoice_no.empty() && invoice_no.find_first_of("\"\n") == invoice_no.npos)
      invoice_no += std::to_string(number / 3);
    if (invoice_no == "1\n2")
      invoice_no = "\"1\n" + std::to_string(number) + "\"";
    content += invoice_no + "," + pick(skus, 60) + ",\"d\r\n\"\"d\"," + pick(quantities, 60) + "," +
               pick(dates, 60) + "," + pick(prices, 60) + ",," + pick({"France", "C\xC3\xB4te"}, 2);
    content += pick({"\r\n", "\n", "\r\n\r\n", ",extra\n", "\"x\n", "\r", "\n \t\n"}, 60);
    if (number % 500 == 250)
      content += std::to_string(number) + ",\"text\" after,,1,12/1/10 8:26,1,,X\n";
  }
  return content + "last,\"never closed\nlast,A,,1,12/1/10 8:26,1.00,,France";
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_oracle)

BOOST_AUTO_TEST_CASE(agrees_on_the_orders_of_the_sample) {
  compare(TROUPE_SAMPLE_ORDERS);
}

BOOST_AUTO_TEST_CASE(agrees_on_a_file_of_awkward_rows) {
  troupe::support::scratch_folder folder;
  auto content = awkward_file();
  auto path = folder.write("utf8.csv", content);
  compare(path);
  // All kinds of bad input but one, which takes thousands of rows or a fortune.
  BOOST_TEST(read_figures(path, 0).at("dead_letters").as_object().size() == 9u);
  compare(folder.write("latin1.csv", content + "\xE9,A,,1,12/1/10 8:26,1.00,,C\xF4te\n"));
  compare(folder.write("marked.csv", "\xEF\xBB\xBF" + content));
}

BOOST_AUTO_TEST_CASE(agrees_on_the_shared_data) {
  const auto* folder = std::getenv("TROUPE_SHARED_DATA");
  if (!folder) {
    BOOST_TEST_MESSAGE("skipped: TROUPE_SHARED_DATA names no folder");
    BOOST_TEST(true);
    return;
  }
  for (const auto& entry : std::filesystem::directory_iterator{folder})
    if (entry.path().extension() == ".csv")
      compare(entry.path());
}

BOOST_AUTO_TEST_SUITE_END()
