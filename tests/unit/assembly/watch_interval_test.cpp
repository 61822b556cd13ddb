// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "assembly/watch_interval.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;

namespace {

deploy::deployment
of(std::vector<std::pair<std::chrono::nanoseconds, std::chrono::nanoseconds>> all) {
  deploy::deployment what;
  for (const auto& [timeout, grace] : all) {
    deploy::service each;
    each.handler_timeout = timeout;
    each.handler_grace = grace;
    what.tree.children.push_back({each});
  }
  return what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_time_between_two_looks_at_the_hands)

BOOST_AUTO_TEST_CASE(is_an_eighth_of_the_shortest_time_that_a_handler_may_take) {
  BOOST_TEST((assembly::watch_interval(of({{800ms, 30s}, {30s, 400ms}})) == 50ms));
}

BOOST_AUTO_TEST_CASE(is_at_least_5_ms_and_at_most_a_second) {
  BOOST_TEST((assembly::watch_interval(of({{30s, 30s}})) == 1s));
  BOOST_TEST((assembly::watch_interval(of({{deploy::endless, deploy::endless}})) == 1s));
  BOOST_TEST((assembly::watch_interval(of({})) == 1s));
  BOOST_TEST((assembly::watch_interval(of({{1ms, 30s}})) == 5ms));
  BOOST_TEST((assembly::watch_interval(of({{30s, 0s}})) == 5ms));
}

BOOST_AUTO_TEST_SUITE_END()
