// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/analytics.hpp"
#include "commerce/events.hpp"
#include "troupe/testing/deployment_rehearsal.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ctime>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace commerce;
using namespace std::chrono_literals;
using troupe::testing::deployment_rehearsal;

namespace {

/// What was sent, by order.
using mailbox = std::shared_ptr<std::vector<std::string>>;

/// The sample with a mailbox in memory, and no orders but those that a test brings or names.
deployment_rehearsal order_processing(std::uint64_t seed, std::vector<std::string> sets,
                                      const mailbox& mails) {
  troupe::deployment_setup with;
  with.sets = std::move(sets);
  troupe::testing::deployment_rehearsal_setup setup;
  setup.seed = seed;
  setup.instead.service(
      "commerce.notification", [mails](troupe::service<troupe::nothing>*) -> troupe::behavior {
        return {
            [mails](const order_shipped& x) { mails->push_back(x.order_id + " shipped"); },
            [mails](const order_rejected& x) { mails->push_back(x.order_id + " rejected"); },
            [mails](const order_declined& x) { mails->push_back(x.order_id + " declined"); },
        };
      });
  return deployment_rehearsal::load(TROUPE_SOURCE_DIR "/config/order-processing.yaml",
                                    std::move(with), std::move(setup));
}

/// One that the provider answers late, and sometimes with nonsense.
const std::vector<std::string> hard_times{
    "intake.file=" TROUPE_SOURCE_DIR "/samples/order-processing/orders.csv",
    "payment.decline_permille=100",
    "payment.retry_permille=200",
    "payment.crash_permille=200",
};

const std::vector<std::string> no_orders{"intake.file="};

order_placed two_mugs() {
  order_placed order;
  order.order_id = "A1";
  order.country = "Germany";
  order.lines = {{"MUG-01", 2, 250}};
  order.total_minor = 500;
  return order;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_order_deployment_in_rehearsal)

BOOST_AUTO_TEST_CASE(ships_what_is_in_stock) {
  const auto mails = std::make_shared<std::vector<std::string>>();
  auto shop = order_processing(1, no_orders, mails);
  shop.publish(two_mugs());
  shop.settle();
  shop.expect_published(order_shipped{"A1"});
  shop.expect_published(revenue_updated{"Germany", 500, 500});
  BOOST_TEST(*mails == std::vector<std::string>{"A1 shipped"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(rejects_what_is_not) {
  const auto mails = std::make_shared<std::vector<std::string>>();
  auto sets = no_orders;
  sets.push_back("inventory.initial_stock=1");
  auto shop = order_processing(1, std::move(sets), mails);
  shop.publish(two_mugs());
  shop.settle();
  shop.expect_published(order_rejected{"A1", "out of stock: MUG-01"});
  shop.expect_published<order_shipped>(0);
  BOOST_TEST(*mails == std::vector<std::string>{"A1 rejected"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(comes_to_the_same_figures_with_200_seeds) {
  std::set<std::string> figures;
  std::set<std::string> orders_of_mails;
  for (const auto seed : troupe::testing::seeds(200)) {
    const auto mails = std::make_shared<std::vector<std::string>>();
    auto shop = order_processing(seed, hard_times, mails);
    shop.advance(1h);
    const auto summary = shop.ask(get_summary{});
    const auto ended = summary.orders_shipped + summary.orders_rejected + summary.orders_declined;
    if (summary.orders_placed == 0 || ended != summary.orders_placed)
      shop.fail("of " + std::to_string(summary.orders_placed) + " orders " + std::to_string(ended) +
                " have ended");
    if (mails->size() != static_cast<std::size_t>(ended))
      shop.fail("each order has one mail");
    figures.insert(troupe::to_json(summary));
    std::string all;
    for (const auto& each : *mails)
      all += each + '\n';
    orders_of_mails.insert(std::move(all));
  }
  BOOST_TEST(figures.size() == 1u);
  BOOST_TEST_MESSAGE(*figures.begin());
  BOOST_TEST(orders_of_mails.size() > 1u);
}

BOOST_AUTO_TEST_CASE(goes_through_a_day_in_a_moment) {
  const auto mails = std::make_shared<std::vector<std::string>>();
  auto shop = order_processing(1, hard_times, mails);
  const auto began = std::clock();
  shop.advance(24h);
  const auto took = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  BOOST_TEST_MESSAGE(static_cast<int>(24 * 60 / took) << " minutes a second of one core");
  BOOST_TEST(took < 60.0);
}

BOOST_AUTO_TEST_SUITE_END()
