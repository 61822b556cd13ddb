// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/analytics.hpp"
#include "commerce/events.hpp"
#include "commerce/inventory.hpp"
#include "commerce/orders.hpp"

#include "unit/commerce/oracle.hpp"
#include "unit/commerce/small_stage.hpp"
#include "unit/commerce/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace commerce;
using support::small_stage;

namespace {

struct a_folder {
  support::temporary_folder folder;

  std::string intake(const std::string& path) { return R"({"file":")" + path + R"("})"; }
  std::string notification() { return R"({"file":")" + folder.path("mails") + R"("})"; }
  std::size_t mails() {
    auto content = folder.read("mails");
    return static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n'));
  }
};

const std::string plenty = R"({"initial_stock":1000000})";

order_placed order_of(std::string id, std::vector<invoice_line> lines) {
  order_placed placed;
  placed.order_id = std::move(id);
  placed.country = "France";
  placed.lines = std::move(lines);
  for (const auto& line : placed.lines)
    placed.total_minor += line.quantity * line.price_minor;
  return placed;
}

std::string summary_json(const small_stage& stage) {
  return boost::json::serialize(boost::json::parse(troupe::to_json(stage.ask(get_summary{}))));
}

// The oracle's summary, its members in the order of ours.
std::string oracle_summary(const std::string& path, int decline_permille) {
  return boost::json::serialize(support::ask_oracle(path, decline_permille).at("summary"));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_services, a_folder)

BOOST_AUTO_TEST_CASE(come_to_the_figures_of_the_oracle) {
  for (int decline_permille : {0, 200}) {
    small_stage stage;
    stage.add_all({{"intake", intake(TROUPE_SAMPLE_ORDERS)},
                   {"inventory", plenty},
                   {"payment", R"({"decline_permille":)" + std::to_string(decline_permille) +
                                   R"(,"retry_permille":100,"crash_permille":200})"},
                   {"notification", notification()}});
    stage.run();
    BOOST_TEST(summary_json(stage) == oracle_summary(TROUPE_SAMPLE_ORDERS, decline_permille));
    BOOST_TEST(stage.dead_letters().size() == 7u);
    BOOST_TEST(mails() == 49u);
  }
}

BOOST_AUTO_TEST_CASE(come_to_the_same_figures_when_payments_crash_and_time_out) {
  std::set<std::string> figures;
  for (auto options : {"{}", R"({"crash_permille":200})", R"({"crash_permille":1000})",
                       R"({"retry_permille":500,"crash_permille":500})"}) {
    small_stage stage;
    stage.add_all({{"intake", R"({"generate":300})"},
                   {"inventory", plenty},
                   {"payment", options},
                   {"notification", notification()}});
    stage.run();
    figures.insert(summary_json(stage));
    BOOST_TEST(stage.dead_letters().empty());
    BOOST_TEST((stage.crashes() > 0) == (std::string{options}.find("crash") != std::string::npos));
  }
  BOOST_TEST(figures.size() == 1u);
  BOOST_TEST(mails() == 300u);
}

BOOST_AUTO_TEST_CASE(come_to_the_same_figures_and_mails_however_often_they_are_killed) {
  auto expected = oracle_summary(TROUPE_SAMPLE_ORDERS, 100);
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    std::filesystem::remove(folder.path("mails"));
    small_stage stage{seed};
    stage.add_all({{"intake", intake(TROUPE_SAMPLE_ORDERS)},
                   {"inventory", plenty},
                   {"payment", R"({"decline_permille":100})"},
                   {"notification", notification()}});
    for (std::uint64_t turns = 0; stage.step(); ++turns)
      if (turns % (7 + seed) == 0)
        stage.kill(turns % 2 == 0);
    BOOST_TEST(summary_json(stage) == expected);
    BOOST_TEST(stage.dead_letters().size() == 7u);
    BOOST_TEST(mails() == 49u);
  }
}

BOOST_AUTO_TEST_CASE(share_out_a_short_stock_without_loss) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    small_stage stage{seed};
    stage.add_all({{"intake", R"({"generate":1000,"seed":)" + std::to_string(seed) + "}"},
                   {"inventory", R"({"initial_stock":12})"},
                   {"payment", R"({"decline_permille":300})"},
                   {"notification", notification()}});
    stage.run();
    auto figures = stage.ask(get_summary{});
    BOOST_TEST(figures.orders_placed == 1000);
    BOOST_TEST(figures.orders_rejected > 0);
    BOOST_TEST(figures.orders_declined > 0);
    BOOST_TEST(figures.orders_placed ==
               figures.orders_shipped + figures.orders_rejected + figures.orders_declined);

    std::map<std::string, std::int64_t> shipped;
    std::set<std::string> skus;
    for (const auto& one : stage.events()) {
      if (one.topic == "stock.requested")
        skus.insert(one.key);
      if (one.topic == "orders.shipped")
        for (const auto& item : stage.ask(get_order{one.key}).items)
          shipped[item.sku] += item.quantity;
    }
    for (const auto& sku : skus) {
      auto level = stage.ask(get_stock{sku});
      BOOST_REQUIRE(level.left >= 0);
      BOOST_REQUIRE(level.initial == level.left + shipped[sku]);
    }
  }
}

BOOST_AUTO_TEST_CASE(come_to_the_figures_of_the_oracle_on_the_shared_data) {
  const auto* shared = std::getenv("TROUPE_SHARED_DATA");
  if (!shared) {
    BOOST_TEST_MESSAGE("skipped: TROUPE_SHARED_DATA names no folder");
    BOOST_TEST(true);
    return;
  }
  for (const auto& entry : std::filesystem::directory_iterator{shared}) {
    if (entry.path().extension() != ".csv")
      continue;
    small_stage stage;
    stage.add_all({{"intake", intake(entry.path())},
                   {"inventory", plenty},
                   {"payment", R"({"decline_permille":30,"crash_permille":200})"},
                   {"notification", notification()}});
    stage.run();
    BOOST_TEST(summary_json(stage) == oracle_summary(entry.path(), 30));
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_orders_service)

BOOST_AUTO_TEST_CASE(requests_the_lines_of_a_sku_as_one_sum) {
  small_stage stage;
  stage.add("orders");
  stage.publish(order_of("1", {{"A", 2, 100}, {"B", 1, 100}, {"A", 3, 100}}));
  stage.run();
  BOOST_REQUIRE(stage.count("stock.requested") == 2u);
  BOOST_TEST(stage.events()[1].payload == troupe::to_json(stock_requested{"A", "1", 0, 5}));
  BOOST_TEST(stage.events()[2].payload == troupe::to_json(stock_requested{"B", "1", 1, 1}));
}

BOOST_AUTO_TEST_CASE(rejects_an_order_when_all_answers_are_in_and_gives_back_what_was_reserved) {
  small_stage stage;
  stage.add("orders");
  stage.publish(order_of("1", {{"A", 2, 100}, {"B", 1, 100}, {"C", 7, 100}}));
  stage.publish(stock_reserved{"1", 0});
  stage.publish(stock_refused{"1", 1, 0});
  stage.run();
  BOOST_TEST(stage.count("orders.rejected") == 0u);
  stage.publish(stock_reserved{"1", 2});
  stage.run();
  BOOST_TEST(stage.count("orders.rejected") == 1u);
  BOOST_TEST(stage.count("stock.released") == 2u);
  BOOST_TEST(stage.events().back().payload == troupe::to_json(stock_released{"C", "1", 7}));
  auto story = stage.ask(get_order{"1"});
  BOOST_TEST((story.status == order_status::rejected));
  BOOST_TEST(story.story.back().what == "rejected: out of stock: B");
}

BOOST_AUTO_TEST_CASE(gives_back_the_stock_of_a_declined_order) {
  small_stage stage;
  stage.add_all({{"intake", "{}"},
                 {"inventory", R"({"initial_stock":5})"},
                 {"payment", R"({"decline_permille":1000})"},
                 {"notification", R"({"file":"/dev/null"})"}});
  stage.publish(order_of("1", {{"A", 5, 100}}));
  stage.run();
  BOOST_TEST(stage.ask(get_stock{"A"}).left == 5);
  BOOST_TEST((stage.ask(get_order{"1"}).items.front().status == item_status::released));
  BOOST_TEST(stage.ask(get_summary{}).orders_declined == 1);
}

BOOST_AUTO_TEST_CASE(tells_the_story_of_an_order) {
  small_stage stage;
  stage.add_all({{"notification", R"({"file":"/dev/null"})"}});
  stage.publish(order_of("1", {{"A", 5, 100}, {"B", 1, 250}}));
  stage.run();
  auto story = stage.ask(get_order{"1"});
  BOOST_TEST(story.order_id == "1");
  BOOST_TEST((story.status == order_status::shipped));
  BOOST_TEST(story.total_minor == 750);
  std::vector<std::string> steps;
  for (const auto& step : story.story)
    steps.push_back(step.what);
  BOOST_TEST(steps ==
                 (std::vector<std::string>{"placed, 2 SKUs requested", "all reserved, confirmed",
                                           "payment captured", "shipped"}),
             boost::test_tools::per_element());
  BOOST_TEST((stage.ask(get_order{"none"}).status == order_status::unknown));
}

BOOST_AUTO_TEST_CASE(refuses_an_order_that_was_placed_before) {
  small_stage stage;
  stage.add("orders");
  stage.publish(order_of("1", {{"A", 5, 100}}));
  stage.publish(order_of("1", {{"A", 5, 100}}));
  stage.run();
  BOOST_TEST(stage.count("stock.requested") == 1u);
  BOOST_REQUIRE(stage.dead_letters().size() == 1u);
  BOOST_TEST(stage.dead_letters().front().reason == "order 1 was placed before");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_inventory)

BOOST_AUTO_TEST_CASE(keeps_count_of_what_was_taken_returned_and_adjusted) {
  small_stage stage;
  stage.add("inventory", R"({"initial_stock":10})");
  stage.publish(stock_requested{"A", "1", 0, 8});
  stage.publish(stock_requested{"A", "2", 0, 3});
  stage.publish(stock_returned{"A", 2, "C3"});
  stage.publish(stock_requested{"A", "4", 0, 3});
  stage.publish(stock_released{"A", "1", 8});
  stage.publish(stock_adjusted{"A", -20, "5"});
  stage.run();
  auto level = stage.ask(get_stock{"A"});
  BOOST_TEST(level.left == -11);
  BOOST_TEST(level.initial == 10);
  BOOST_TEST(level.taken == 3);
  BOOST_TEST(level.returned == 2);
  BOOST_TEST(level.adjusted == -20);
  BOOST_TEST(stage.count("stock.reserved") == 2u);
  BOOST_TEST(stage.count("stock.refused") == 1u);
  BOOST_TEST(stage.ask(get_stock{"unseen"}).left == 10);
}

BOOST_AUTO_TEST_CASE(never_refuses_who_wants_nothing_or_brings_something) {
  small_stage stage;
  stage.add("inventory", R"({"initial_stock":-5})");
  stage.publish(stock_requested{"A", "1", 0, 0});
  stage.publish(stock_requested{"A", "2", 0, -2});
  stage.publish(stock_requested{"A", "3", 0, 1});
  stage.run();
  BOOST_TEST(stage.count("stock.reserved") == 2u);
  BOOST_TEST(stage.ask(get_stock{"A"}).left == -3);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(the_intake, a_folder)

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
  auto path = folder.write("in.csv", support::temporary_folder::read_file(TROUPE_SAMPLE_ORDERS));
  small_stage stage;
  stage.add("intake", intake(path));
  stage.run();
  auto placed = stage.count("orders.placed");
  stage.kill(false);
  stage.run();
  BOOST_TEST(stage.count("orders.placed") == placed);
  folder.write("in.csv", support::temporary_folder::read_file(TROUPE_SAMPLE_ORDERS) + "\n");
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
                                     "No such file or directory"};
                        });
}

BOOST_AUTO_TEST_CASE(names_the_columns_that_a_file_lacks) {
  small_stage stage;
  stage.add("intake", intake(folder.write("in.csv", "InvoiceNo,StockCode\n")));
  BOOST_CHECK_EXCEPTION(stage.run(), std::runtime_error, [this](const std::exception& problem) {
    return problem.what() ==
           "intake.file: " + folder.path("in.csv") +
               ":1: the header lacks Description, Quantity, InvoiceDate, UnitPrice, "
               "CustomerID, Country; the first row must name the columns";
  });
}

BOOST_AUTO_TEST_CASE(refuses_an_unknown_format_of_dates_and_a_negative_rate) {
  small_stage stage;
  BOOST_CHECK_THROW(stage.add("intake", R"({"date_format":"ISO"})"), std::invalid_argument);
  BOOST_CHECK_THROW(stage.add("intake", R"({"rate":-1})"), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(the_notification_service, a_folder)

BOOST_AUTO_TEST_CASE(keeps_to_its_rate) {
  small_stage stage;
  stage.add("notification", R"({"rate":4,"file":")" + folder.path("mails") + "\"}");
  for (auto id : {"1", "2", "1"})
    stage.publish(order_shipped{id});
  stage.run();
  BOOST_TEST(mails() == 2u);
  BOOST_TEST(stage.pauses().size() == 2u);
}

BOOST_AUTO_TEST_CASE(does_not_start_without_its_file) {
  small_stage stage;
  BOOST_CHECK_THROW(stage.add("notification", R"({"file":"/nowhere/mails"})"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_payment_service)

BOOST_AUTO_TEST_CASE(does_not_start_with_more_than_a_thousand_permille) {
  small_stage stage;
  BOOST_CHECK_THROW(stage.add("payment", R"({"decline_permille":600,"crash_permille":401})"),
                    std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
