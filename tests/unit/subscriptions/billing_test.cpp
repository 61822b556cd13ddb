// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "subscriptions/billing.hpp"

#include "subscriptions/events.hpp"
#include "troupe/testing/rehearsal.hpp"

#include <boost/test/unit_test.hpp>

using namespace subscriptions;

namespace {

troupe::testing::rehearsal<contract, billing_options> office() {
  return {billing, troupe::publishes<subscription_upgraded>};
}

} // namespace

BOOST_AUTO_TEST_SUITE(billing_)

BOOST_AUTO_TEST_CASE(announces_an_upgrade_with_what_it_changes) {
  auto desk = office();
  desk.given(upgrade_requested{"ada", "team"})
      .when(upgrade_requested{"ada", "business"})
      .then(subscription_upgraded{"ada", "team", "business", 19'900, 15'000});
  BOOST_TEST(desk.state("ada").plan == "business");
}

BOOST_AUTO_TEST_CASE(rejects_what_is_no_upgrade) {
  auto desk = office();
  desk.when(upgrade_requested{"ada", "free"})
      .then_reject("\"free\" is no upgrade of \"free\", which ada has");
  desk.when(upgrade_requested{"ada", "gold"}).then_reject("there is no plan \"gold\"");
}

BOOST_AUTO_TEST_CASE(does_not_guess_at_a_plan_that_is_sold_no_more) {
  billing_options fewer;
  fewer.plans = {{"free", 0}, {"team", 4'900}};
  troupe::testing::rehearsal<contract, billing_options> desk{billing};
  desk.given(upgrade_requested{"ada", "business"});
  BOOST_TEST(desk.state("ada").plan == "business");
  troupe::testing::rehearsal<contract, billing_options> later{billing, fewer};
  later.when(upgrade_requested{"ada", "business"}).then_reject("there is no plan \"business\"");
}

BOOST_AUTO_TEST_CASE(complains_about_plans_that_are_in_no_order) {
  billing_options chosen;
  BOOST_TEST(chosen.complaints().empty());
  chosen.plans = {{"free", 0}, {"", 0}, {"free", 5}};
  BOOST_TEST(chosen.complaints().size() == 3u);
  chosen.plans.resize(1);
  BOOST_TEST(chosen.complaints().size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
