// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/analytics.hpp"
#include "commerce/inventory.hpp"
#include "commerce/orders.hpp"

#include "unit/commerce/oracle.hpp"
#include "unit/commerce/services_folder.hpp"
#include "unit/commerce/small_stage.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace commerce;
using support::small_stage;

namespace {

const std::string plenty = R"({"initial_stock":1000000})";

std::string summary_json(const small_stage& stage) {
  return boost::json::serialize(boost::json::parse(troupe::to_json(stage.ask(get_summary{}))));
}

// The oracle's summary, its members in the order of ours.
std::string oracle_summary(const std::string& path, int decline_permille) {
  return boost::json::serialize(support::ask_oracle(path, decline_permille).at("summary"));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_services, support::services_folder)

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
    std::filesystem::remove(folder.file("mails").string());
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
