// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/pressure.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::bus;

namespace {

struct fixture {
  pressure x;
  int run = 0;

  bool hold(const std::set<std::string>& topics) {
    return x.hold(topics, [this] { ++run; });
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_pressure_of_topics_that_are_full, fixture)

BOOST_AUTO_TEST_CASE(holds_nobody_while_there_is_none) {
  BOOST_TEST(!hold({"a", "b"}));
  x.raise("c");
  BOOST_TEST(!hold({"a", "b"}));
  BOOST_TEST(run == 0);
}

BOOST_AUTO_TEST_CASE(lets_go_on_once_every_subscriber_has_room) {
  x.raise("a");
  x.raise("a");
  BOOST_TEST(hold({"a"}));
  x.lower("a");
  BOOST_TEST(run == 0);
  x.lower("a");
  BOOST_TEST(run == 1);
  BOOST_TEST(!hold({"a"}));
}

BOOST_AUTO_TEST_CASE(holds_for_all_topics_of_a_source) {
  x.raise("a");
  x.raise("b");
  BOOST_TEST(hold({"a", "b"}));
  BOOST_TEST(hold({"b"}));
  x.lower("b");
  BOOST_TEST(run == 1);
  x.lower("a");
  BOOST_TEST(run == 2);
}

BOOST_AUTO_TEST_CASE(runs_each_once) {
  for (int i = 0; i < 3; ++i) {
    x.raise("a");
    BOOST_TEST(hold({"a"}));
    x.lower("a");
  }
  BOOST_TEST(run == 3);
}

BOOST_AUTO_TEST_SUITE_END()
