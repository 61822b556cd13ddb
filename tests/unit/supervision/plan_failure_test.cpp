// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/plan.hpp"

#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

BOOST_AUTO_TEST_SUITE(a_restart_that_fails)

BOOST_AUTO_TEST_CASE(is_retried_by_a_message_so_that_the_supervisor_answers) {
  auto tree = running(strategy::one_for_one, abc);
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "retry b");
  BOOST_TEST(states(tree) == "a=running b=restarting c=running");
  BOOST_TEST(told(tree.retry("b", 0s)) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "");
}

BOOST_AUTO_TEST_CASE(counts_with_each_retry) {
  auto tree = running(spec_of(strategy::one_for_one, 2), {permanent("a"), permanent("b")});
  tree.child_ended("b", crash, 0s);
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.retry("b", 1s)) == "start b");
  tree.child_ended("b", ended(exit_class::error, "last"), 1s);
  BOOST_TEST(told(tree.retry("b", 2s)) == "ask a, timer 5s");
  BOOST_TEST(tree.end().causes.front().path == "top/last");
}

BOOST_AUTO_TEST_CASE(leaves_those_after_it_to_the_retry) {
  auto tree = running(strategy::one_for_all, abc);
  tree.child_ended("a", crash, 0s);
  tree.child_ended("c", asked, 0s);
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "start a");
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "retry b");
  BOOST_TEST(states(tree) == "a=running b=restarting c=down");
  BOOST_TEST(told(tree.retry("b", 0s)) == "ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "start a");
}

BOOST_AUTO_TEST_CASE(is_not_retried_once_another_restart_has_made_up_for_it) {
  auto tree = running(strategy::rest_for_one, {permanent("a"), permanent("b")});
  tree.child_ended("b", crash, 0s);
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "start a");
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.retry("b", 0s)) == "");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "");
  BOOST_TEST(states(tree) == "a=running b=running");
}

BOOST_AUTO_TEST_CASE(lets_what_happened_meanwhile_go_first) {
  auto tree = running(strategy::one_for_one, abc);
  tree.child_ended("b", crash, 0s);
  tree.child_ended("a", crash, 0s);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "retry b, start a");
  BOOST_TEST(told(tree.retry("b", 0s)) == "");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start b");
}

BOOST_AUTO_TEST_CASE(ends_with_the_supervisor_when_that_is_asked_to_end) {
  auto tree = running(strategy::one_for_one, {permanent("a")});
  tree.child_ended("a", crash, 0s);
  tree.child_ended("a", crash, 0s);
  BOOST_TEST(told(tree.stop()) == "end");
  BOOST_TEST(told(tree.retry("a", 0s)) == "");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_supervisor_whose_children_fail_too_often)

BOOST_AUTO_TEST_CASE(gives_up_after_more_restarts_than_its_intensity_within_its_period) {
  auto tree = running(spec_of(strategy::one_for_one, 3), {permanent("a")});
  for (auto at : {0s, 1s, 2s}) {
    BOOST_TEST(told(tree.child_ended("a", crash, at)) == "start a");
    tree.child_started("a", 0s);
  }
  BOOST_TEST(told(tree.child_ended("a", crash, 3s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::escalated));
}

BOOST_AUTO_TEST_CASE(counts_the_failures_of_all_its_children) {
  auto tree = running(spec_of(strategy::one_for_one, 1), abc);
  tree.child_ended("a", crash, 0s);
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.child_ended("b", crash, 1s)) == "ask c, timer 5s");
}

BOOST_AUTO_TEST_CASE(counts_a_failure_when_it_happened) {
  auto tree = running(spec_of(strategy::one_for_one, 1), {permanent("a"), permanent("b")});
  tree.child_ended("a", crash, 0s);
  tree.child_ended("b", crash, 5s + 1ns);
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start b");
}

BOOST_AUTO_TEST_CASE(stops_the_others_in_reverse) {
  auto tree = running(spec_of(strategy::one_for_one, 0), abc);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "ask c, timer 5s");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "end");
}

BOOST_AUTO_TEST_CASE(tells_the_causes_from_the_leaf_up) {
  auto tree = running(spec_of(strategy::one_for_one, 0), {permanent("a")});
  const cause_chain leaf{{"top/a/b", "no such shelf"}, {"top/a", "gave up"}};
  tree.child_ended("a", {exit_class::shutdown, leaf}, 0s);
  const cause_chain expected{
      leaf[0],
      leaf[1],
      {"top", "gave up at the end of its child a: more than 0 restarts within 5s"}};
  BOOST_TEST((tree.end().causes == expected));
}

BOOST_AUTO_TEST_CASE(still_says_so_when_it_is_asked_to_end_meanwhile) {
  auto tree = running(spec_of(strategy::one_for_one, 0), abc);
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.stop()) == "");
  BOOST_TEST((tree.end().why == end_reason::escalated));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_crash_that_is_charged_to_a_delivery)

BOOST_AUTO_TEST_CASE(restarts_the_child_without_touching_the_budget) {
  auto tree = running(spec_of(strategy::one_for_one, 1), {permanent("a")});
  for (int i = 0; i < 1000; ++i) {
    BOOST_TEST(told(tree.child_ended("a", delivery, 0s)) == "start a");
    tree.child_started("a", 0s);
  }
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "start a");
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "end");
}

BOOST_AUTO_TEST_CASE(follows_the_strategy) {
  auto tree = running(spec_of(strategy::rest_for_one, 0), abc);
  BOOST_TEST(told(tree.child_ended("b", delivery, 0s)) == "ask c, timer 5s");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "start b");
}

BOOST_AUTO_TEST_CASE(has_its_failed_restarts_counted) {
  auto tree = running(spec_of(strategy::one_for_one, 0), {permanent("a")});
  tree.child_ended("a", delivery, 0s);
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "retry a");
  BOOST_TEST(told(tree.retry("a", 0s)) == "end");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_chain_of_causes)

BOOST_AUTO_TEST_CASE(is_told_a_line_a_link_from_the_leaf_up) {
  BOOST_TEST(to_string(cause_chain{{"top/a", "no such shelf"}, {"top", "gave up"}}) ==
             "top/a: no such shelf\n  top: gave up");
}

BOOST_AUTO_TEST_SUITE_END()
