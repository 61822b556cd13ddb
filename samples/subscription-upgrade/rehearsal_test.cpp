// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#define BOOST_TEST_MODULE subscription_upgrade
#include <boost/test/unit_test.hpp>

#include <troupe/testing/deployment_rehearsal.hpp>

#include <chrono>
#include <cstdint>
#include <string>

using namespace std::chrono_literals;
using troupe::testing::deployment_rehearsal;

namespace {

struct upgrade_requested {
  static constexpr troupe::event_type type{"upgrades.requested", 1};
  std::string customer_id;
  std::string plan;
  static constexpr auto key = &upgrade_requested::customer_id;
};
BOOST_DESCRIBE_STRUCT(upgrade_requested, (), (customer_id, plan))

struct points_granted {
  static constexpr troupe::event_type type{"loyalty.points_granted", 1};
  std::string customer_id;
  std::int64_t points = 0;
  std::int64_t balance = 0;
  static constexpr auto key = &points_granted::customer_id;
};
BOOST_DESCRIBE_STRUCT(points_granted, (), (customer_id, points, balance))

struct revenue {
  std::int64_t upgrades = 0;
  std::int64_t more_each_month_minor = 0;
};
BOOST_DESCRIBE_STRUCT(revenue, (), (upgrades, more_each_month_minor))

struct get_revenue {
  static constexpr troupe::query_type type{"subscriptions.get_revenue"};
  using reply = revenue;
};
BOOST_DESCRIBE_STRUCT(get_revenue, (), ())

} // namespace

BOOST_AUTO_TEST_SUITE(upgrades)

BOOST_AUTO_TEST_CASE(come_to_the_same_with_every_seed_and_whoever_crashes) {
  for (const auto seed : troupe::testing::seeds(50)) {
    troupe::testing::deployment_rehearsal_setup setup;
    setup.seed = seed;
    auto shop = deployment_rehearsal::load("with-loyalty.yaml", {}, std::move(setup));
    for (const auto* customer : {"ada", "bob", "eve"})
      shop.publish(upgrade_requested{customer, "team"});
    shop.crash("loyalty");
    shop.publish(upgrade_requested{"ada", "business"});
    shop.crash("billing");
    shop.advance(1h);
    shop.expect_published(points_granted{"ada", 150, 199});
    shop.expect_published<points_granted>(4);
    shop.expect_no_dead_letters();
    if (shop.ask(get_revenue{}).more_each_month_minor != 3 * 4'900 + 15'000)
      shop.fail("the revenue is another");
  }
}

BOOST_AUTO_TEST_CASE(are_announced_also_where_nobody_grants_points) {
  auto shop = deployment_rehearsal::load("subscriptions.yaml");
  shop.publish(upgrade_requested{"ada", "team"});
  shop.settle();
  BOOST_TEST(shop.ask(get_revenue{}).upgrades == 1);
  BOOST_TEST(shop.published("loyalty.points_granted").empty());
}

BOOST_AUTO_TEST_SUITE_END()
