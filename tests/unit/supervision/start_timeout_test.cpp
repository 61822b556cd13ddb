// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "unit/supervision/told_plan.hpp"

#include "supervision/dynamic_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

child_spec within(child_spec x, std::chrono::nanoseconds limit) {
  x.start_timeout = limit;
  return x;
}

const std::vector<child_spec> slow_b{permanent("a"), within(permanent("b"), 10s), permanent("c")};

} // namespace

BOOST_AUTO_TEST_SUITE(a_start_with_a_timeout)

BOOST_AUTO_TEST_CASE(goes_on_with_the_next_child_when_it_is_ready_in_time) {
  plan tree{"top", spec_of(strategy::one_for_one), slow_b};
  tree.start();
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start b, timer 10s");
  BOOST_TEST(told(tree.child_started("b", 9s)) == "start c");
  BOOST_TEST(tree.timer() == 0u);
  BOOST_TEST(told(tree.child_started("c", 9s)) == "started");
}

BOOST_AUTO_TEST_CASE(has_failed_when_it_takes_longer_and_the_child_is_killed) {
  plan tree{"top", spec_of(strategy::one_for_one), slow_b};
  tree.start();
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 10s)) == "kill b, timer 5s");
  // Too late.
  BOOST_TEST(told(tree.child_started("b", 11s)) == "");
  BOOST_TEST(told(tree.child_ended("b", killed, 11s)) == "ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 11s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::start_failed));
  BOOST_TEST(to_string(tree.end().causes) == "top/b: was not ready within 10s, its start_timeout\n"
                                             "  top: did not start, as its child b did not");
}

BOOST_AUTO_TEST_CASE(leaves_the_child_behind_that_does_not_obey_the_kill) {
  plan tree{"top", spec_of(strategy::one_for_one), slow_b};
  tree.start();
  tree.child_started("a", 0s);
  tree.timer_expired(tree.timer(), 10s);
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 15s)) == "abandon b, ask a, timer 5s");
  tree.child_ended("a", asked, 15s);
  BOOST_TEST(tree.ended());
}

BOOST_AUTO_TEST_CASE(fails_a_restart_which_is_tried_again) {
  auto tree = running(spec_of(strategy::one_for_one, 2), slow_b);
  BOOST_TEST(told(tree.child_ended("b", crash, 1s)) == "start b, timer 10s");
  tree.timer_expired(tree.timer(), 2s);
  BOOST_TEST(told(tree.child_ended("b", killed, 2s)) == "retry b");
  BOOST_TEST(told(tree.retry("b", 2s)) == "start b, timer 10s");
  tree.timer_expired(tree.timer(), 3s);
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 3s)) == "abandon b, retry b");
  // The third within the period is one too many.
  BOOST_TEST(told(tree.retry("b", 3s)) == "ask c, timer 5s");
  BOOST_TEST((tree.end().why == end_reason::escalated));
  BOOST_TEST(tree.end().causes.front().reason.find("was not ready") == 0u);
}

BOOST_AUTO_TEST_CASE(waits_with_backoff_after_each_failed_restart) {
  auto slow = within(permanent("b"), 10s);
  slow.backoff = {1s, 2, 30s, 0};
  auto tree = running(spec_of(strategy::one_for_one), {slow});
  tree.child_ended("b", crash, 1s);
  tree.timer_expired(tree.timer(), 11s);
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 16s)) == "abandon b, retry b after 1s");
}

BOOST_AUTO_TEST_CASE(is_stopped_at_once_by_a_kill_where_it_is_late_already) {
  plan tree{"top", spec_of(strategy::one_for_one), slow_b};
  tree.start();
  tree.child_started("a", 0s);
  const auto of_start = tree.timer();
  tree.timer_expired(of_start, 10s);
  BOOST_TEST(told(tree.stop()) == "kill b, timer 5s");
  BOOST_TEST(told(tree.timer_expired(of_start, 10s)) == "");
  BOOST_TEST(told(tree.child_ended("b", killed, 10s)) == "ask a, timer 5s");
}

BOOST_AUTO_TEST_CASE(counts_no_more_once_the_supervisor_stops) {
  plan tree{"top", spec_of(strategy::one_for_one), slow_b};
  tree.start();
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.stop()) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "ask a, timer 5s");
}

BOOST_AUTO_TEST_CASE(answers_a_call_that_starts_the_child) {
  auto tree = running(strategy::one_for_one, slow_b);
  tree.administer(terminating(1, "b"));
  tree.child_ended("b", asked, 0s);
  BOOST_TEST(told(tree.administer(restarting(2, "b"))) == "start b, timer 10s");
  tree.timer_expired(tree.timer(), 10s);
  BOOST_TEST(told(tree.child_ended("b", killed, 10s)) == "2: start_failed b");
}

BOOST_AUTO_TEST_CASE(holds_for_dynamic_children_as_well) {
  dynamic_plan tree{"top", spec_of(strategy::simple_one_for_one), {within(permanent("x"), 10s)}};
  tree.start();
  BOOST_TEST(told(tree.administer(starting(1))) == "start 1, timer 10s");
  BOOST_TEST(told(tree.child_started("1", 1s)) == "1: ok 1");
  BOOST_TEST(tree.timer() == 0u);
  tree.administer(starting(2));
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 11s)) == "kill 2, timer 5s");
  BOOST_TEST(told(tree.child_started("2", 12s)) == "");
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 16s)) == "abandon 2, 2: start_failed 2");
  BOOST_TEST(told(tree.child_ended("1", crash, 20s)) == "start 1, timer 10s");
  tree.timer_expired(tree.timer(), 30s);
  BOOST_TEST(told(tree.child_ended("1", killed, 30s)) == "retry 1");
}

BOOST_AUTO_TEST_CASE(must_be_given_a_time) {
  const auto all = check_child(within(permanent("a"), 0s), auto_shutdown::never);
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST(all[0].name == "invalid_start_timeout");
}

BOOST_AUTO_TEST_SUITE_END()
