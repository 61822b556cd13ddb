// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "loyalty/loyalty.hpp"

#include "troupe/testing/rehearsal.hpp"

#include <boost/test/unit_test.hpp>

using namespace loyalty;

BOOST_AUTO_TEST_SUITE(the_loyalty_programme)

BOOST_AUTO_TEST_CASE(grants_points_for_what_is_paid_more) {
  troupe::testing::rehearsal cards{programme, troupe::publishes<points_granted>};
  cards.given(subscription_upgraded{"ada", "free", "team", 4'900, 4'900})
      .when(subscription_upgraded{"ada", "team", "business", 19'950, 15'050})
      .then(points_granted{"ada", 150, 199});
  BOOST_TEST(cards.ask(get_points{"ada"}).points == 199);
}

BOOST_AUTO_TEST_CASE(grants_nothing_for_less_than_a_point) {
  troupe::testing::rehearsal cards{programme};
  cards.when(subscription_upgraded{"ada", "team", "plus", 4'999, 99}).then_nothing();
}

BOOST_AUTO_TEST_CASE(complains_about_points_for_nothing) {
  BOOST_TEST(loyalty_options{}.complaints().empty());
  BOOST_TEST(loyalty_options{0}.complaints().size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
