// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/backoff.hpp"

#include "supervision/dynamic_plan.hpp"
#include "supervision/plan.hpp"
#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

// Without chance, so that tables can tell the times.
child_spec patient(child_spec x) {
  x.backoff = backoff_policy::usual();
  x.backoff.jitter = 0;
  return x;
}

const std::vector<child_spec> patient_abc{patient(permanent("a")), patient(permanent("b")),
                                          patient(permanent("c"))};

// Lets `id` fail as soon as it runs: what the plan says then.
std::string fail(any_plan& tree, const std::string& id, std::chrono::nanoseconds at) {
  return told(tree.child_ended(id, crash, at));
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_backoff)

BOOST_AUTO_TEST_CASE(does_not_wait_at_first_and_then_ever_longer_up_to_a_limit) {
  const auto policy = backoff_policy::usual();
  const std::initializer_list<std::chrono::nanoseconds> expected{
      0s, 100ms, 200ms, 400ms, 800ms, 1600ms, 3200ms, 6400ms, 12800ms, 25600ms, 30s, 30s};
  std::uint32_t failure = 0;
  for (const auto wait : expected)
    BOOST_TEST((wait_after(policy, ++failure) == wait));
  BOOST_TEST((wait_after(policy, 1'000'000) == 30s));
}

BOOST_AUTO_TEST_CASE(is_only_lengthened_by_chance) {
  auto policy = backoff_policy::usual();
  for (const auto& [chance, expected] :
       {std::pair{0.0, 100ms}, std::pair{0.5, 110ms}, std::pair{1.0, 120ms}}) {
    backoff waits;
    BOOST_TEST((waits.failed(policy, 0s, chance) == 0s));
    BOOST_TEST((waits.failed(policy, 0s, chance) == expected));
  }
}

BOOST_AUTO_TEST_CASE(begins_anew_after_a_time_of_health) {
  const auto policy = backoff_policy::usual();
  backoff waits;
  waits.failed(policy, 0s, 0);
  waits.started(1s);
  BOOST_TEST((waits.failed(policy, 61s - 1ns, 0) == 100ms));
  waits.started(100s);
  BOOST_TEST((waits.failed(policy, 160s, 0) == 0s));
}

BOOST_AUTO_TEST_CASE(does_not_take_the_time_of_a_failed_start_for_health) {
  const auto policy = backoff_policy::usual();
  backoff waits;
  waits.started(0s);
  waits.failed(policy, 1s, 0);
  BOOST_TEST((waits.failed(policy, 200s, 0) == 100ms));
}

BOOST_AUTO_TEST_CASE(of_none_never_waits) {
  backoff waits;
  for (int i = 0; i < 10; ++i)
    BOOST_TEST((waits.failed(backoff_policy::none(), 0s, 1) == 0s));
}

BOOST_AUTO_TEST_CASE(has_a_chance_of_its_own_for_each_child) {
  std::set<double> all;
  for (const auto* id : {"a", "b", "c"})
    for (std::uint64_t wait = 0; wait < 10; ++wait) {
      const auto chance = chance_of("top", id, wait);
      BOOST_TEST((chance >= 0 && chance < 1));
      all.insert(chance);
    }
  BOOST_TEST(all.size() == 30u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_supervisor_with_backoff)

BOOST_AUTO_TEST_CASE(restarts_at_once_and_then_waits) {
  auto tree = running(strategy::one_for_one, patient_abc);
  BOOST_TEST(fail(tree, "b", 0s) == "start b");
  tree.child_started("b", 0s);
  BOOST_TEST(fail(tree, "b", 0s) == "retry b after 100ms");
  BOOST_TEST(states(tree) == "a=running b=restarting c=running");
  BOOST_TEST(told(tree.retry("b", 100ms, 1)) == "start b");
  tree.child_started("b", 100ms);
  BOOST_TEST(fail(tree, "b", 100ms) == "retry b after 200ms");
}

BOOST_AUTO_TEST_CASE(waits_after_a_failed_restart_too) {
  auto tree = running(strategy::one_for_one, patient_abc);
  fail(tree, "b", 0s);
  BOOST_TEST(fail(tree, "b", 0s) == "retry b after 100ms");
  BOOST_TEST(told(tree.retry("b", 100ms, 1)) == "start b");
  BOOST_TEST(fail(tree, "b", 100ms) == "retry b after 200ms");
}

BOOST_AUTO_TEST_CASE(counts_failures_when_they_happen) {
  auto tree = running(spec_of(strategy::one_for_one, 2), patient_abc);
  fail(tree, "b", 0s);
  BOOST_TEST(fail(tree, "b", 0s) == "retry b after 100ms");
  BOOST_TEST(fail(tree, "a", 1s) == "ask c, timer 5s");
  BOOST_TEST((tree.end().why == end_reason::escalated));
}

BOOST_AUTO_TEST_CASE(gives_up_at_the_failure_and_not_after_another_wait) {
  auto tree = running(spec_of(strategy::one_for_one, 1), {patient(permanent("a"))});
  fail(tree, "a", 0s);
  BOOST_TEST(fail(tree, "a", 1s) == "end");
  BOOST_TEST((tree.end().causes.front() == crash.causes.front()));
}

BOOST_AUTO_TEST_CASE(lets_the_window_go_on_while_a_child_waits) {
  auto tree = running(spec_of(strategy::one_for_one, 2), {patient(permanent("a"))});
  fail(tree, "a", 0s);
  BOOST_TEST(fail(tree, "a", 1s) == "retry a after 100ms");
  tree.retry("a", 8s, 1);
  tree.child_started("a", 8s);
  BOOST_TEST(fail(tree, "a", 8s) == "retry a after 200ms");
}

BOOST_AUTO_TEST_CASE(answers_while_a_child_waits) {
  auto tree = running(strategy::one_for_one, patient_abc);
  fail(tree, "b", 0s);
  fail(tree, "b", 0s);
  BOOST_TEST(told(tree.administer(restarting(1, "b"))) == "1: restarting b");
  BOOST_TEST(told(tree.administer(terminating(2, "a"))) == "ask a, timer 5s");
  tree.child_ended("a", asked, 0s);
  BOOST_TEST(told(tree.administer(terminating(3, "b"))) == "3: ok b");
  BOOST_TEST(told(tree.retry("b", 100ms, 1)) == "");
  BOOST_TEST(states(tree) == "a=down b=down c=running");
}

BOOST_AUTO_TEST_CASE(can_be_stopped_while_a_child_waits) {
  auto tree = running(strategy::one_for_one, patient_abc);
  fail(tree, "b", 0s);
  fail(tree, "b", 0s);
  BOOST_TEST(told(tree.stop()) == "ask c, timer 5s");
  BOOST_TEST(told(tree.retry("b", 100ms, 1)) == "");
  tree.child_ended("c", asked, 0s);
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "end");
}

BOOST_AUTO_TEST_CASE(ignores_a_wait_that_no_longer_counts) {
  auto tree = running(strategy::one_for_one, {patient(permanent("a"))});
  fail(tree, "a", 0s);
  fail(tree, "a", 0s);
  tree.administer(terminating(1, "a"));
  tree.administer(restarting(2, "a"));
  tree.child_started("a", 0s);
  BOOST_TEST(fail(tree, "a", 0s) == "retry a after 200ms");
  BOOST_TEST(told(tree.retry("a", 100ms, 1)) == "");
  BOOST_TEST(told(tree.retry("a", 200ms, 2)) == "start a");
}

BOOST_AUTO_TEST_CASE(stops_those_that_share_the_fate_at_once_and_starts_all_together) {
  auto tree = running(strategy::one_for_all, patient_abc);
  fail(tree, "b", 0s);
  tree.child_ended("c", asked, 0s);
  tree.child_ended("a", asked, 0s);
  for (const auto* id : {"a", "b", "c"})
    tree.child_started(id, 0s);
  BOOST_TEST(fail(tree, "b", 0s) == "retry b after 100ms, ask c, timer 5s");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "ask a, timer 5s");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "");
  BOOST_TEST(states(tree) == "a=down b=restarting c=down");
  BOOST_TEST(told(tree.retry("b", 100ms, 1)) == "start a");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "start c");
}

BOOST_AUTO_TEST_CASE(leaves_those_before_it_alone_in_rest_for_one) {
  auto tree = running(strategy::rest_for_one, {patient(permanent("a")), patient(permanent("b"))});
  fail(tree, "b", 0s);
  tree.child_started("b", 0s);
  BOOST_TEST(fail(tree, "b", 0s) == "retry b after 100ms");
  BOOST_TEST(states(tree) == "a=running b=restarting");
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_what_crashes_with_a_delivery_in_hand) {
  auto tree = running(strategy::one_for_one, {patient(permanent("a"))});
  for (int i = 0; i < 100; ++i) {
    BOOST_TEST(told(tree.child_ended("a", delivery, 0s)) == "start a");
    tree.child_started("a", 0s);
  }
  BOOST_TEST(fail(tree, "a", 0s) == "start a");
}

BOOST_AUTO_TEST_CASE(waits_for_a_dynamic_child_as_for_any) {
  dynamic_plan tree{"top", spec_of(strategy::simple_one_for_one, 3), {patient(permanent("kind"))}};
  tree.start();
  tree.administer(starting(7));
  tree.child_started("1", 0s);
  BOOST_TEST(fail(tree, "1", 0s) == "start 1");
  BOOST_TEST(fail(tree, "1", 0s) == "retry 1 after 100ms");
  BOOST_TEST(states(tree) == "1=restarting");
  BOOST_TEST(told(tree.retry("1", 100ms, 1)) == "start 1");
  tree.child_started("1", 100ms);
  BOOST_TEST(fail(tree, "1", 100ms) == "retry 1 after 200ms");
  BOOST_TEST(told(tree.retry("1", 300ms, 2)) == "start 1");
  BOOST_TEST(fail(tree, "1", 300ms) == "end");
}

BOOST_AUTO_TEST_SUITE_END()
