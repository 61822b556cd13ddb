// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/dynamic_plan.hpp"

#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

supervisor_spec dynamic(std::uint32_t intensity = 10) {
  return spec_of(strategy::simple_one_for_one, intensity);
}

// With that many children, "1", "2", ...
dynamic_plan with_children(std::size_t many, child_spec kind = permanent("order"),
                           supervisor_spec spec = dynamic()) {
  dynamic_plan tree{"top", spec, {std::move(kind)}};
  tree.start();
  for (std::size_t i = 1; i <= many; ++i) {
    tree.administer(starting(i));
    tree.child_started(std::to_string(i), 0s);
  }
  return tree;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_supervisor_of_dynamic_children)

BOOST_AUTO_TEST_CASE(has_none_at_its_start) {
  dynamic_plan tree{"top", dynamic(), {permanent("order")}};
  BOOST_TEST(told(tree.start()) == "started");
  BOOST_TEST(states(tree) == "");
  BOOST_TEST(told(tree.stop()) == "end");
}

BOOST_AUTO_TEST_CASE(numbers_those_that_it_is_told_to_start) {
  auto tree = with_children(0);
  BOOST_TEST(told(tree.administer(starting(7))) == "start 1");
  BOOST_TEST(told(tree.administer(starting(8))) == "");
  BOOST_TEST(told(tree.child_started("1", 0s)) == "7: ok 1, start 2");
  BOOST_TEST(told(tree.child_started("2", 0s)) == "8: ok 2");
  BOOST_TEST(states(tree) == "1=running 2=running");
  BOOST_TEST((tree.count() == child_count{1, 2, 0, 2}));
}

BOOST_AUTO_TEST_CASE(keeps_nothing_of_one_that_did_not_start_or_is_not_needed) {
  auto tree = with_children(0);
  tree.administer(starting(7));
  BOOST_TEST(told(tree.child_ended("1", crash, 0s)) == "7: start_failed 1");
  tree.administer(starting(8));
  BOOST_TEST(told(tree.child_ignored("2")) == "8: ignored");
  BOOST_TEST(states(tree) == "");
}

BOOST_AUTO_TEST_CASE(forgets_one_whose_restart_is_not_needed) {
  auto tree = with_children(2);
  tree.child_ended("1", crash, 0s);
  BOOST_TEST(told(tree.child_ignored("1")) == "");
  BOOST_TEST(states(tree) == "2=running");
}

BOOST_AUTO_TEST_CASE(restarts_one_that_failed_under_its_number) {
  auto tree = with_children(3);
  BOOST_TEST(told(tree.child_ended("2", crash, 0s)) == "start 2");
  BOOST_TEST(told(tree.child_started("2", 0s)) == "");
  BOOST_TEST(states(tree) == "1=running 2=running 3=running");
}

BOOST_AUTO_TEST_CASE(forgets_one_that_has_ended_for_good) {
  auto tree = with_children(2, transient("order"));
  BOOST_TEST(told(tree.child_ended("1", normal, 0s)) == "");
  BOOST_TEST(states(tree) == "2=running");
}

BOOST_AUTO_TEST_CASE(retries_a_restart_that_failed) {
  auto tree = with_children(1, permanent("order"), dynamic(2));
  tree.child_ended("1", crash, 0s);
  BOOST_TEST(told(tree.child_ended("1", crash, 0s)) == "retry 1");
  BOOST_TEST(states(tree) == "1=restarting");
  BOOST_TEST((tree.count() == child_count{1, 0, 0, 1}));
  BOOST_TEST(told(tree.retry("1", 0s)) == "start 1");
  tree.child_ended("1", crash, 0s);
  BOOST_TEST(told(tree.retry("1", 0s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::escalated));
}

BOOST_AUTO_TEST_CASE(terminates_one_and_counts_that_as_no_failure) {
  auto tree = with_children(2, permanent("order"), dynamic(0));
  BOOST_TEST(told(tree.administer(terminating(7, "1"))) == "ask 1, timer 5s");
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 0s)) == "kill 1, timer 5s");
  BOOST_TEST(told(tree.child_ended("1", killed, 0s)) == "7: ok 1");
  BOOST_TEST(states(tree) == "2=running");
}

BOOST_AUTO_TEST_CASE(answers_as_otp_does_for_one_that_it_has_not) {
  auto tree = with_children(1, temporary("order"));
  tree.child_ended("1", normal, 0s);
  BOOST_TEST(told(tree.administer(terminating(1, "1"))) == "1: ok 1");
  BOOST_TEST(told(tree.administer(terminating(2, "2"))) == "2: not_found 2");
  BOOST_TEST(told(tree.administer(terminating(3, "order"))) == "3: simple_one_for_one order");
  BOOST_TEST(told(tree.administer(restarting(4, "1"))) == "4: simple_one_for_one 1");
  BOOST_TEST(told(tree.administer(deleting(5, "1"))) == "5: simple_one_for_one 1");
  BOOST_TEST(told(tree.administer(renewing(6, "1"))) == "6: simple_one_for_one 1");
  BOOST_TEST(told(tree.administer(removing(7, "1"))) == "7: simple_one_for_one 1");
  BOOST_TEST(tree.spec_of("2") == nullptr);
  BOOST_TEST(tree.spec_of("order") == tree.spec_of("1"));
  BOOST_TEST(tree.spec_of("1")->id == "order");
}

BOOST_AUTO_TEST_CASE(terminates_one_that_has_just_ended_without_restarting_it) {
  auto tree = with_children(2);
  tree.administer(terminating(7, "1"));
  tree.administer(terminating(8, "2"));
  tree.child_ended("2", crash, 0s);
  BOOST_TEST(told(tree.child_ended("1", asked, 0s)) == "7: ok 1, 8: ok 2");
  BOOST_TEST(states(tree) == "");
}

BOOST_AUTO_TEST_CASE(stops_all_together_within_one_shutdown_time) {
  auto tree = with_children(3, with(permanent("order"), shutdown_policy::after(20ms)));
  BOOST_TEST(told(tree.stop()) == "ask 1, ask 2, ask 3, timer 20ms");
  BOOST_TEST(told(tree.child_ended("2", asked, 0s)) == "");
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 0s)) == "kill 1, kill 3, timer 5s");
  BOOST_TEST(told(tree.child_ended("3", killed, 0s)) == "");
  BOOST_TEST(told(tree.timer_expired(tree.timer(), 0s)) == "abandon 1, end");
  BOOST_TEST(tree.ended());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_those_that_are_down_when_it_stops) {
  auto tree = with_children(3);
  tree.child_ended("1", crash, 0s);
  tree.child_ended("1", crash, 0s);
  tree.administer(terminating(7, "2"));
  tree.child_ended("3", crash, 0s);
  BOOST_TEST(told(tree.stop()) == "7: noproc 2, ask 2, timer 5s");
  BOOST_TEST(told(tree.child_ended("2", asked, 0s)) == "end");
}

BOOST_AUTO_TEST_CASE(ends_with_its_significant_children) {
  auto kind = temporary("order");
  kind.significant = true;
  auto spec = dynamic();
  spec.auto_shutdown = auto_shutdown::all;
  auto tree = with_children(2, kind, spec);
  BOOST_TEST(told(tree.child_ended("1", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_ended("2", normal, 0s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::auto_shutdown));
}

BOOST_AUTO_TEST_CASE(replaces_its_one_spec) {
  auto tree = with_children(1);
  BOOST_TEST(told(tree.administer(replacing(7, dynamic(), {transient("order")}))) == "7: ok");
  BOOST_TEST(told(tree.child_ended("1", normal, 0s)) == "");
  BOOST_TEST(told(tree.administer(replacing(8, dynamic(), {}))) == "8: bad_spec");
  BOOST_TEST(told(tree.administer(replacing(9, spec_of(strategy::one_for_one), {}))) ==
             "9: bad_spec");
}

BOOST_AUTO_TEST_CASE(restarts_without_end_what_crashes_with_a_delivery_in_hand) {
  auto tree = with_children(1, permanent("order"), dynamic(0));
  for (int i = 0; i < 100; ++i) {
    BOOST_TEST(told(tree.child_ended("1", delivery, 0s)) == "start 1");
    tree.child_started("1", 0s);
  }
}

BOOST_AUTO_TEST_SUITE_END()
