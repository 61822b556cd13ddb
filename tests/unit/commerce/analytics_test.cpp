// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/analytics.hpp"
#include "commerce/events.hpp"

#include "unit/commerce/small_stage.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace commerce;

namespace {

struct with_analytics {
  with_analytics() { stage.add("analytics"); }

  /// What was said of the revenue, in order.
  std::vector<std::string> said() const {
    std::vector<std::string> found;
    for (const auto& one : stage.events())
      if (one.topic == "analytics.revenue_updated")
        found.push_back(one.key + ' ' + one.payload);
    return found;
  }

  support::small_stage stage;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_analytics_service, with_analytics)

BOOST_AUTO_TEST_CASE(says_the_revenue_of_the_country_and_of_all_at_each_payment) {
  stage.publish(payment_captured{"1", "France", 100});
  stage.publish(payment_captured{"2", "Spain", 30});
  stage.publish(payment_captured{"3", "France", 5});
  stage.run();
  BOOST_TEST(said() ==
                 (std::vector<std::string>{
                     R"(France {"country":"France","revenue_minor":100,"captured_minor":100})",
                     R"(Spain {"country":"Spain","revenue_minor":30,"captured_minor":130})",
                     R"(France {"country":"France","revenue_minor":105,"captured_minor":135})"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(says_nothing_of_what_brings_no_revenue) {
  stage.publish(order_shipped{"1"});
  stage.publish(order_declined{"2"});
  stage.run();
  BOOST_TEST(said().empty());
  BOOST_TEST(stage.ask(get_summary{}).orders_shipped == 1);
}

BOOST_AUTO_TEST_SUITE_END()
