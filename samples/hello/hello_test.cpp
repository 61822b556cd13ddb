// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "hello.hpp"

#include <troupe/testing/deployment_rehearsal.hpp>
#include <troupe/testing/rehearsal.hpp>

#include <boost/test/unit_test.hpp>

using namespace hello;

BOOST_AUTO_TEST_SUITE(the_greeter)

BOOST_AUTO_TEST_CASE(greets_a_visitor) {
  troupe::testing::rehearsal door{greeter};
  door.when(visitor_arrived{"Ada"}).then(visitor_greeted{"Ada", "hello"});
}

BOOST_AUTO_TEST_CASE(knows_each_visitor_again) {
  troupe::testing::rehearsal door{greeter};
  door.given(visitor_arrived{"Ada"}, visitor_arrived{"Grace"})
      .when(visitor_arrived{"Ada"})
      .then(visitor_greeted{"Ada", "hello again"});
  BOOST_TEST(door.ask(get_visits{"Ada"}).count == 2);
  BOOST_TEST(door.ask(get_visits{"Grace"}).count == 1);
}

BOOST_AUTO_TEST_CASE(knows_them_after_a_crash) {
  auto house = troupe::testing::deployment_rehearsal::load("hello.yaml");
  house.publish(visitor_arrived{"Ada"});
  house.settle();
  house.crash("greeter");
  house.publish(visitor_arrived{"Ada"});
  house.settle();
  house.expect_published(visitor_greeted{"Ada", "hello again"});
}

BOOST_AUTO_TEST_SUITE_END()
