// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/plan.hpp"

#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <stdexcept>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

BOOST_AUTO_TEST_SUITE(a_supervisor_that_starts)

BOOST_AUTO_TEST_CASE(starts_each_child_when_the_one_before_it_is_started) {
  plan tree{"top", {}, abc};
  BOOST_TEST(told(tree.start()) == "start a");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "start c");
  BOOST_TEST(states(tree) == "a=running b=running c=starting");
  BOOST_TEST(told(tree.child_started("c", 0s)) == "started");
  BOOST_TEST(states(tree) == "a=running b=running c=running");
}

BOOST_AUTO_TEST_CASE(is_started_at_once_without_children) {
  plan tree{"top", {}, {}};
  BOOST_TEST(told(tree.start()) == "started");
  BOOST_TEST(told(tree.stop()) == "end");
}

BOOST_AUTO_TEST_CASE(stops_what_was_started_in_reverse_when_a_child_does_not_start) {
  plan tree{"top", {}, abc};
  tree.start();
  tree.child_started("a", 0s);
  tree.child_started("b", 0s);
  BOOST_TEST(told(tree.child_ended("c", crash, 0s)) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::start_failed));
  BOOST_TEST((tree.end().causes ==
              cause_chain{{"top/x", "error"}, {"top", "did not start, as its child c did not"}}));
}

BOOST_AUTO_TEST_CASE(takes_any_end_before_the_start_for_a_failed_start) {
  plan tree{"top", {}, {temporary("a")}};
  tree.start();
  BOOST_TEST(told(tree.child_ended("a", normal, 0s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::start_failed));
}

BOOST_AUTO_TEST_CASE(deals_with_the_end_of_a_started_child_once_all_are_started) {
  plan tree{"top", {}, abc};
  tree.start();
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "start c");
  BOOST_TEST(told(tree.child_started("c", 0s)) == "started, start a");
}

BOOST_AUTO_TEST_CASE(does_not_stop_again_what_ended_while_another_failed_to_start) {
  plan tree{"top", {}, abc};
  tree.start();
  tree.child_started("a", 0s);
  tree.child_started("b", 0s);
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.child_ended("c", crash, 0s)) == "ask a, timer 5s");
}

BOOST_AUTO_TEST_CASE(stops_the_starting_child_too_when_it_is_asked_to_end) {
  plan tree{"top", {}, abc};
  tree.start();
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.stop()) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::stopped));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_supervisor_that_stops)

BOOST_AUTO_TEST_CASE(stops_its_children_in_reverse_each_when_the_one_after_it_is_down) {
  auto tree = running(strategy::one_for_one, abc);
  BOOST_TEST(told(tree.stop()) == "ask c, timer 5s");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "ask a, timer 5s");
  BOOST_TEST(!tree.ended());
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "end");
  BOOST_TEST(tree.ended());
  BOOST_TEST(tree.end().causes.empty());
}

BOOST_AUTO_TEST_CASE(kills_a_child_that_exceeds_its_shutdown_time) {
  auto tree = running(strategy::one_for_one, {with(permanent("a"), shutdown_policy::after(20ms))});
  BOOST_TEST(told(tree.stop()) == "ask a, timer 20ms");
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 0s)) == "kill a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", killed, 0s)) == "end");
}

BOOST_AUTO_TEST_CASE(kills_a_brutal_child_without_asking) {
  auto tree = running(strategy::one_for_one, {with(permanent("a"), shutdown_policy::brutal())});
  BOOST_TEST(told(tree.stop()) == "kill a, timer 5s");
}

BOOST_AUTO_TEST_CASE(waits_without_end_for_a_child_with_infinity) {
  auto tree = running(strategy::one_for_one, {with(permanent("a"), shutdown_policy::infinity())});
  BOOST_TEST(told(tree.stop()) == "ask a");
  BOOST_TEST(tree.timer() == 0u);
}

BOOST_AUTO_TEST_CASE(abandons_a_child_that_does_not_obey_a_kill_and_goes_on) {
  auto tree = running(strategy::one_for_one,
                      {permanent("a"), with(permanent("b"), shutdown_policy::brutal())});
  tree.stop();
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 0s)) == "abandon b, ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "end");
}

BOOST_AUTO_TEST_CASE(ignores_timers_that_no_longer_count) {
  auto tree = running(strategy::one_for_one, abc);
  tree.stop();
  const auto of_c = tree.timer();
  tree.child_ended("c", asked, 0s);
  BOOST_TEST(told(tree.timer_expired(of_c, 0s)) == "");
  BOOST_TEST(told(tree.timer_expired(0, 0s)) == "");
  tree.child_ended("b", asked, 0s);
  tree.child_ended("a", asked, 0s);
  BOOST_TEST(tree.timer() == 0u);
}

BOOST_AUTO_TEST_CASE(restarts_nothing) {
  auto tree = running(strategy::one_for_one, abc);
  tree.stop();
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "end");
}

BOOST_AUTO_TEST_CASE(is_not_hurried_by_being_asked_again) {
  auto tree = running(strategy::one_for_one, abc);
  tree.stop();
  BOOST_TEST(told(tree.stop()) == "");
}

BOOST_AUTO_TEST_CASE(does_so_in_the_midst_of_a_restart) {
  auto tree = running(strategy::one_for_all, abc);
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "ask c, timer 5s");
  BOOST_TEST(told(tree.stop()) == "");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::stopped));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_one_for_one_supervisor)

BOOST_AUTO_TEST_CASE(restarts_only_the_child_that_failed) {
  auto tree = running(strategy::one_for_one, abc);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "start b");
  BOOST_TEST(states(tree) == "a=running b=starting c=running");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "");
}

BOOST_AUTO_TEST_CASE(deals_with_failures_in_order) {
  auto tree = running(strategy::one_for_one, abc);
  BOOST_TEST(told(tree.child_ended("c", crash, 0s)) == "start c");
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_started("c", 0s)) == "start a");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start b");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_one_for_all_supervisor)

BOOST_AUTO_TEST_CASE(stops_all_others_in_reverse_and_starts_all_in_order) {
  auto tree = running(strategy::one_for_all, abc);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "ask c, timer 5s");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "start a");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "start c");
  BOOST_TEST(told(tree.child_started("c", 0s)) == "");
  BOOST_TEST(states(tree) == "a=running b=running c=running");
}

BOOST_AUTO_TEST_CASE(counts_children_that_end_together_once) {
  auto tree = running(spec_of(strategy::one_for_all, 1), abc);
  BOOST_TEST(told(tree.child_ended("c", crash, 0s)) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "start a");
}

BOOST_AUTO_TEST_CASE(deals_afterwards_with_a_child_that_ends_again_meanwhile) {
  auto tree = running(strategy::one_for_all, {permanent("a"), permanent("b")});
  tree.child_ended("b", crash, 0s);
  tree.child_ended("a", asked, 0s);
  tree.child_started("a", 0s);
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "start a");
}

BOOST_AUTO_TEST_CASE(takes_failures_that_wait_together_for_one) {
  auto tree = running(spec_of(strategy::one_for_all, 2), abc);
  tree.child_ended("c", crash, 0s);
  tree.child_ended("b", asked, 0s);
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "start a");
  tree.child_started("a", 0s);
  tree.child_started("b", 0s);
  tree.child_ended("a", crash, 0s);
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.child_started("c", 0s)) == "ask c, timer 5s");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "start a");
}

BOOST_AUTO_TEST_CASE(starts_a_finished_transient_child_again_with_the_others) {
  auto tree = running(strategy::one_for_all, {transient("a"), permanent("b")});
  BOOST_TEST(told(tree.child_ended("a", normal, 0s)) == "");
  BOOST_TEST(states(tree) == "a=down b=running");
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "start a");
}

BOOST_AUTO_TEST_CASE(does_not_start_its_temporary_children_again) {
  auto tree = running(strategy::one_for_all, {temporary("a"), permanent("b")});
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "start b");
  BOOST_TEST(states(tree) == "b=starting");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_rest_for_one_supervisor)

BOOST_AUTO_TEST_CASE(restarts_the_child_that_failed_and_those_after_it) {
  auto tree = running(strategy::rest_for_one, abc);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "ask c, timer 5s");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "start c");
  BOOST_TEST(states(tree) == "a=running b=running c=starting");
}

BOOST_AUTO_TEST_CASE(touches_no_other_when_the_last_one_fails) {
  auto tree = running(strategy::rest_for_one, abc);
  BOOST_TEST(told(tree.child_ended("c", crash, 0s)) == "start c");
}

BOOST_AUTO_TEST_CASE(deals_afterwards_with_one_before_them_that_ends_meanwhile) {
  auto tree = running(strategy::rest_for_one, abc);
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "start c");
  BOOST_TEST(told(tree.child_started("c", 0s)) == "ask c, timer 5s");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_child)

struct row {
  restart_type type;
  const exit_info& exit;
  const char* then;
};

BOOST_AUTO_TEST_CASE(is_restarted_as_its_restart_type_says) {
  using enum restart_type;
  for (const auto& x : std::initializer_list<row>{{permanent, crash, "start a"},
                                                  {permanent, killed, "start a"},
                                                  {permanent, normal, "start a"},
                                                  {permanent, asked, "start a"},
                                                  {permanent, delivery, "start a"},
                                                  {transient, crash, "start a"},
                                                  {transient, killed, "start a"},
                                                  {transient, normal, ""},
                                                  {transient, asked, ""},
                                                  {transient, delivery, "start a"},
                                                  {temporary, crash, ""},
                                                  {temporary, killed, ""},
                                                  {temporary, normal, ""},
                                                  {temporary, asked, ""},
                                                  {temporary, delivery, ""}}) {
    auto tree = running(strategy::one_for_one, {{"a", x.type}});
    BOOST_TEST_CONTEXT(static_cast<int>(x.type) << " " << to_string(x.exit.how))
    BOOST_TEST(told(tree.child_ended("a", x.exit, 0s)) == x.then);
  }
}

BOOST_AUTO_TEST_CASE(that_is_temporary_is_forgotten_when_it_has_ended) {
  auto tree = running(strategy::one_for_one, {temporary("a"), permanent("b")});
  tree.child_ended("a", crash, 0s);
  BOOST_TEST(states(tree) == "b=running");
}

BOOST_AUTO_TEST_CASE(that_is_unknown_is_a_bug) {
  auto tree = running(strategy::one_for_one, abc);
  BOOST_CHECK_THROW(tree.child_ended("z", crash, 0s), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
