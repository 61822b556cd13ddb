// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "assembly/idle.hpp"

#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::assembly;
using journal::trial::topics;

namespace {

/// All work is done: two subscriptions are settled as far as they want.
struct quiet {
  journal::standing now = [] {
    journal::standing x;
    x.head = 20;
    x.last_of_topic = {{"orders.placed", 10}, {"orders.shipped", 15}, {"stock.added", 20}};
    x.settled = {{1, 15}, {2, 20}};
    return x;
  }();
  surrounding_work beside;
  std::vector<awaited> all{{1, {topics("orders.*")}}, {2, {topics("stock.added"), topics("a.>")}}};

  bool is_idle() const { return assembly::is_idle(now, beside, all); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_quiet_deployment, quiet)

BOOST_AUTO_TEST_CASE(is_idle_when_all_is_settled) {
  BOOST_TEST(is_idle());
  BOOST_TEST(left_for(now, all[0]) == 0u);
}

BOOST_AUTO_TEST_CASE(is_not_idle_while_something_waits_for_the_writer) {
  now.waiting = true;
  BOOST_TEST(!is_idle());
}

BOOST_AUTO_TEST_CASE(is_not_idle_while_a_source_runs_or_a_child_starts_or_a_dead_letter_waits) {
  beside.source_runs = true;
  BOOST_TEST(!is_idle());
  beside = {};
  beside.child_starts = true;
  BOOST_TEST(!is_idle());
  beside = {};
  beside.dead_letters_waiting = 1;
  BOOST_TEST(!is_idle());
}

BOOST_AUTO_TEST_CASE(is_not_idle_while_a_subscription_has_a_matching_event_before_it) {
  now.settled[1] = 14;
  BOOST_TEST(!is_idle());
  BOOST_TEST(left_for(now, all[0]) == 1u);
  now.settled.erase(1);
  BOOST_TEST(!is_idle());
  BOOST_TEST(left_for(now, all[0]) == 15u);
}

BOOST_AUTO_TEST_CASE(is_idle_with_later_events_that_nobody_wants) {
  now.last_of_topic["mails.sent"] = 30;
  now.head = 30;
  BOOST_TEST(is_idle());
}

BOOST_AUTO_TEST_CASE(is_not_idle_while_a_delivery_is_parked) {
  now.parked = 1;
  now.parked_of = {{2, 1}};
  BOOST_TEST(!is_idle());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_one_that_somebody_has_paused) {
  now.settled[1] = 14;
  now.parked_of = {{1, 3}};
  now.paused = {1};
  BOOST_TEST(is_idle());
  now.settled[2] = 19;
  BOOST_TEST(!is_idle());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_a_subscription_that_nobody_serves) {
  now.settled[3] = 0;
  now.parked_of = {{3, 5}};
  now.parked = 5;
  BOOST_TEST(is_idle());
}

BOOST_AUTO_TEST_SUITE_END()
