// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/space_watch.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;

namespace {

using change = space_watch::change;

time_point at(int seconds) {
  return time_point{std::chrono::seconds{seconds}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_watch_over_space)

BOOST_AUTO_TEST_CASE(begins_below_its_bound_and_ends_an_eighth_above_it) {
  space_watch watch{800};
  BOOST_TEST((watch.look(800, at(1)) == change::none));
  BOOST_TEST(!watch.view().has_value());
  BOOST_TEST((watch.look(799, at(2)) == change::begins));
  BOOST_TEST((watch.look(100, at(3)) == change::none));
  BOOST_TEST((watch.look(899, at(4)) == change::none));
  BOOST_REQUIRE(watch.view().has_value());
  BOOST_TEST(watch.view()->free == 899u);
  BOOST_TEST(watch.view()->wanted == 800u);
  BOOST_TEST((watch.view()->since == at(2)));
  BOOST_TEST((watch.look(900, at(5)) == change::ends));
  BOOST_TEST((watch.look(900, at(6)) == change::none));
  BOOST_TEST((watch.look(0, at(7)) == change::begins));
}

BOOST_AUTO_TEST_CASE(never_begins_without_a_bound) {
  space_watch watch{0};
  BOOST_TEST((watch.look(0, at(1)) == change::none));
}

BOOST_AUTO_TEST_SUITE_END()
