// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "subscriptions/analytics.hpp"
#include "subscriptions/crm.hpp"
#include "subscriptions/events.hpp"
#include "subscriptions/success.hpp"
#include "troupe/testing/rehearsal.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace subscriptions;
using namespace std::chrono_literals;

namespace {

const subscription_upgraded to_team{"ada", "free", "team", 4'900, 4'900};
const subscription_upgraded to_business{"ada", "team", "business", 19'900, 15'000};

} // namespace

BOOST_AUTO_TEST_SUITE(an_upgrade)

BOOST_AUTO_TEST_CASE(is_kept_in_the_account_of_its_customer) {
  troupe::testing::rehearsal office{crm};
  office.given(to_team, to_business);
  const auto kept = office.ask(get_account{"ada"});
  BOOST_TEST(kept.plan == "business");
  BOOST_TEST(kept.upgrades == 2);
  BOOST_TEST((kept.since == office.now()));
}

BOOST_AUTO_TEST_CASE(is_followed_by_one_call_about_the_last_plan) {
  troupe::testing::rehearsal office{success};
  office.given(to_team).when_passed(13 * 24h).when(to_business);
  office.then_timer("check in with ada", 14 * 24h,
                    check_in_due{"ada", office.state("ada").upgrade});
  office.when_passed(14 * 24h);
  BOOST_REQUIRE(office.last().published.size() == 2u);
  BOOST_TEST(office.last().published[1].payload ==
             troupe::to_json(check_in_planned{"ada", "the plan \"business\""}));
  BOOST_TEST(!office.has_state("ada"));
}

BOOST_AUTO_TEST_CASE(is_not_called_about_where_another_came_before_the_call) {
  troupe::testing::rehearsal office{success};
  office.given(to_team);
  const check_in_due first{"ada", office.state("ada").upgrade};
  office.given(to_business);
  // Its timer had fired while the service was paused.
  office.when(first).then_nothing();
  office.when_passed(14 * 24h);
  BOOST_REQUIRE(office.last().published.size() == 2u);
  BOOST_TEST(office.last().published[1].payload ==
             troupe::to_json(check_in_planned{"ada", "the plan \"business\""}));
  office.when(first).then_nothing();
}

BOOST_AUTO_TEST_CASE(is_called_about_also_by_a_timer_of_before) {
  troupe::testing::rehearsal office{success};
  office.given(to_team).when(check_in_due{"ada"});
  office.then(check_in_planned{"ada", "the plan \"team\""});
  office.when(check_in_due{"ada"}).then_nothing();
}

BOOST_AUTO_TEST_CASE(counts_as_what_it_brings_in_each_month) {
  troupe::testing::rehearsal office{analytics};
  office.given(to_team, to_business);
  const auto sum = office.ask(get_revenue{});
  BOOST_TEST(sum.upgrades == 2);
  BOOST_TEST(sum.more_each_month_minor == 19'900);
  BOOST_TEST(sum.upgrades_to.at("business") == 1);
}

BOOST_AUTO_TEST_CASE(is_not_called_about_at_once) {
  BOOST_TEST(success_options{}.complaints().empty());
  BOOST_TEST((success_options{0s}.complaints().size() == 1u));
}

BOOST_AUTO_TEST_SUITE_END()
