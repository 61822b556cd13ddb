// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/readiness.hpp"

#include <boost/test/unit_test.hpp>

using troupe::supervision::readiness;

namespace {

using paths = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(the_readiness_of_children)

BOOST_AUTO_TEST_CASE(ends_when_they_do_and_comes_back_when_they_are_started_again) {
  readiness all;
  BOOST_TEST(all.are_ready({"shop/a", "shop/b"}));
  all.went_down("shop/a");
  BOOST_TEST((all.missing({"shop/a", "shop/b"}) == paths{"shop/a"}));
  BOOST_TEST(all.are_ready({"shop/b"}));
  all.started("shop/a");
  BOOST_TEST(all.are_ready({"shop/a", "shop/b"}));
}

BOOST_AUTO_TEST_CASE(is_waited_for_until_all_of_them_are) {
  readiness all;
  all.went_down("shop/a");
  all.went_down("shop/b");
  int called = 0;
  all.when_ready({"shop/a", "shop/b"}, [&] { ++called; });
  all.started("shop/a");
  BOOST_TEST(called == 0);
  all.went_down("shop/a");
  all.started("shop/b");
  BOOST_TEST(called == 0);
  all.started("shop/a");
  BOOST_TEST(called == 1);
  all.went_down("shop/a");
  all.started("shop/a");
  BOOST_TEST(called == 1);
}

BOOST_AUTO_TEST_CASE(is_no_longer_missed_of_those_that_have_ended_for_good) {
  readiness all;
  all.went_down("shop/day/a");
  all.went_down("shop/day/a/1");
  all.went_down("shop/day");
  all.went_down("shop/daybreak");
  int called = 0;
  all.when_ready({"shop/day/a", "shop/day"}, [&] { ++called; });
  all.ended_for_good("shop/day");
  BOOST_TEST(called == 1);
  BOOST_TEST((all.missing({"shop/day", "shop/day/a", "shop/day/a/1", "shop/daybreak"}) ==
              paths{"shop/daybreak"}));
}

BOOST_AUTO_TEST_CASE(may_be_waited_for_again_by_whoever_is_told_of_it) {
  readiness all;
  all.went_down("shop/a");
  int called = 0;
  all.when_ready({"shop/a"}, [&] {
    ++called;
    all.went_down("shop/a");
    all.when_ready({"shop/a"}, [&] { ++called; });
  });
  all.started("shop/a");
  BOOST_TEST(called == 1);
  all.started("shop/a");
  BOOST_TEST(called == 2);
}

BOOST_AUTO_TEST_SUITE_END()
