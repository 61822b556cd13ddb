// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/intake.hpp"

#include "unit/commerce/services_folder.hpp"
#include "unit/commerce/small_stage.hpp"

#include <set>

#include <boost/test/unit_test.hpp>

using namespace commerce;
using support::small_stage;

BOOST_FIXTURE_TEST_SUITE(the_intake, support::services_folder)

BOOST_AUTO_TEST_CASE(says_where_a_dead_letter_stands_and_why) {
  small_stage stage;
  stage.add("intake", intake(TROUPE_SAMPLE_ORDERS));
  stage.run();
  std::vector<std::string> reasons;
  for (const auto& letter : stage.dead_letters())
    reasons.push_back(letter.reason);
  BOOST_REQUIRE(reasons.size() == 7u);
  BOOST_TEST(reasons[0] ==
             "lines 30-32, invoice 700112: line 31: the Quantity \"six\" is not a whole number");
  BOOST_TEST(stage.dead_letters()[0].text ==
             "700112,CUP-10,Stoneware cup,4,3/2/26 11:40,6.95,15120,Côte d'Ivoire\n"
             "700112,PLA-20,Dinner plate 27 cm,six,3/2/26 11:40,11.20,15120,Côte d'Ivoire\n"
             "700112,PLA-21,Side plate 20 cm,6,3/2/26 11:40,8.40,15120,Côte d'Ivoire");
  BOOST_TEST(reasons[4] == "line 102: the InvoiceNo is empty");
  BOOST_TEST(reasons[6] == "line 141, invoice 700101: invoice seen before");
}

BOOST_AUTO_TEST_CASE(begins_again_with_another_file_and_says_so) {
  auto path = folder.write("in.csv", troupe::support::bytes_of(TROUPE_SAMPLE_ORDERS));
  small_stage stage;
  stage.add("intake", intake(path));
  stage.run();
  auto placed = stage.count("orders.placed");
  stage.kill(false);
  stage.run();
  BOOST_TEST(stage.count("orders.placed") == placed);
  folder.write("in.csv", troupe::support::bytes_of(TROUPE_SAMPLE_ORDERS) + "\n");
  stage.kill(false);
  stage.run();
  BOOST_TEST(stage.count("orders.placed") == 2 * placed);
  BOOST_TEST(
      stage.log().back() ==
      "reading " + path +
          " from its beginning: its size or content is not that of the file that was read before");
}

BOOST_AUTO_TEST_CASE(prefers_a_file_to_making_orders) {
  small_stage stage;
  stage.add("intake", R"({"generate":5,"file":")" TROUPE_SAMPLE_ORDERS "\"}");
  stage.run();
  BOOST_TEST(stage.count("orders.placed") == 49u);
}

BOOST_AUTO_TEST_CASE(makes_orders_and_goes_on_where_it_was) {
  small_stage stage;
  stage.add("intake", R"({"generate":20,"lines":3})");
  for (int turns = 0; turns < 4; ++turns) {
    stage.step();
    stage.kill(true);
  }
  stage.run();
  BOOST_TEST(stage.count("orders.placed") == 20u);
  std::set<std::string> ids;
  for (const auto& one : stage.events())
    ids.insert(one.key);
  BOOST_TEST(ids.size() == 20u);
}

BOOST_AUTO_TEST_CASE(keeps_to_its_rate) {
  small_stage stage;
  stage.add("intake", R"({"generate":20,"rate":4})");
  stage.run();
  BOOST_TEST(stage.pauses().size() == 20u);
  BOOST_TEST((stage.pauses().front() == std::chrono::milliseconds{250}));
}

BOOST_AUTO_TEST_CASE(names_the_file_that_it_cannot_read) {
  small_stage stage;
  BOOST_CHECK_EXCEPTION(stage.add("intake", R"({"file":"/nowhere/orders.csv"})"),
                        std::runtime_error, [](const std::exception& problem) {
                          return problem.what() ==
                                 std::string{
                                     "intake.file: /nowhere/orders.csv: cannot read the file: "
                                     "No such file or directory; correct the path, which is "
                                     "relative to the working directory"};
                        });
}

BOOST_AUTO_TEST_CASE(names_the_columns_that_a_file_lacks) {
  small_stage stage;
  stage.add("intake", intake(folder.write("in.csv", "InvoiceNo,StockCode\n")));
  BOOST_CHECK_EXCEPTION(stage.run(), std::runtime_error, [this](const std::exception& problem) {
    return problem.what() ==
           "intake.file: " + folder.file("in.csv").string() +
               ":1: the header lacks Description, Quantity, InvoiceDate, UnitPrice, "
               "CustomerID, Country; the first row must name the columns";
  });
}

BOOST_AUTO_TEST_CASE(refuses_an_unknown_format_of_dates) {
  small_stage stage;
  BOOST_CHECK_THROW(stage.add("intake", R"({"date_format":"ISO"})"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(complains_about_a_negative_rate_and_too_many_lines) {
  intake_options options;
  BOOST_TEST(options.complaints().empty());
  options.rate = -1;
  options.lines = 101;
  const auto found = options.complaints();
  BOOST_REQUIRE(found.size() == 2u);
  BOOST_TEST((found[0] == troupe::option_complaint{"rate", "is negative; use 0 for no limit"}));
  BOOST_TEST((found[1] == troupe::option_complaint{
                              "lines", "an order has at most 100 lines; use 0 for one to five"}));
}

BOOST_AUTO_TEST_SUITE_END()
