// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

child_spec needing(child_spec x, std::vector<std::string> paths = {"elsewhere"}) {
  x.depends_on = std::move(paths);
  return x;
}

const std::vector<child_spec> b_needs{permanent("a"), needing(permanent("b")), permanent("c")};

// The number of the last wait that was asked for.
std::uint64_t wait_in(const actions& all) {
  std::uint64_t wait = 0;
  for (const auto& x : all)
    if (x.what == action::kind::await_ready)
      wait = x.wait;
  return wait;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_child_that_depends_on_others)

BOOST_AUTO_TEST_CASE(is_first_started_in_the_order_of_the_tree) {
  plan tree{"top", spec_of(strategy::one_for_one), b_needs};
  tree.start();
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start b");
}

BOOST_AUTO_TEST_CASE(waits_for_them_at_its_restart_and_holds_nobody_up) {
  auto tree = running(spec_of(strategy::one_for_one, 2), b_needs);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "start b when ready");
  const auto held = tree.child_held("b");
  BOOST_TEST(told(held) == "await those of b");
  BOOST_TEST(states(tree) == "a=running b=restarting c=running");
  BOOST_TEST(told(tree.child_ended("c", crash, 1s)) == "start c");
  BOOST_TEST(told(tree.child_started("c", 1s)) == "");
  BOOST_TEST(told(tree.retry("b", 100s, wait_in(held))) == "start b when ready");
  BOOST_TEST(told(tree.child_started("b", 100s)) == "");
  BOOST_TEST(states(tree) == "a=running b=running c=running");
}

BOOST_AUTO_TEST_CASE(spends_nothing_of_the_intensity_by_waiting) {
  auto tree = running(spec_of(strategy::one_for_one, 1), b_needs);
  tree.child_ended("b", crash, 0s);
  for (int i = 0; i < 10; ++i) {
    const auto held = tree.child_held("b");
    BOOST_TEST(told(tree.retry("b", 0s, wait_in(held))) == "start b when ready");
  }
  tree.child_started("b", 0s);
  BOOST_TEST(!tree.ended());
}

BOOST_AUTO_TEST_CASE(ignores_a_wait_that_no_longer_counts) {
  auto tree = running(strategy::one_for_one, b_needs);
  tree.child_ended("b", crash, 0s);
  const auto first = tree.child_held("b");
  tree.retry("b", 0s, wait_in(first));
  const auto second = tree.child_held("b");
  BOOST_TEST(told(tree.retry("b", 0s, wait_in(first))) == "");
  BOOST_TEST(told(tree.retry("b", 0s, wait_in(second))) == "start b when ready");
}

BOOST_AUTO_TEST_CASE(leaves_out_those_after_it_and_starts_them_with_it) {
  for (const auto how : {strategy::one_for_all, strategy::rest_for_one}) {
    auto tree = running(how, b_needs);
    BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "ask c, timer 5s");
    tree.child_ended("c", asked, 0s);
    BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "start a");
    BOOST_TEST(told(tree.child_started("a", 0s)) == "start b when ready");
    const auto held = tree.child_held("b");
    BOOST_TEST(told(held) == "await those of b");
    BOOST_TEST(states(tree) == "a=running b=restarting c=down");
    // Those before it are not started anew for that.
    BOOST_TEST(told(tree.retry("b", 0s, wait_in(held))) == "start b when ready");
    BOOST_TEST(told(tree.child_started("b", 0s)) == "start c");
    BOOST_TEST(told(tree.child_started("c", 0s)) == "");
  }
}

BOOST_AUTO_TEST_CASE(is_started_once_where_a_sibling_fails_while_it_waits) {
  auto tree = running(strategy::one_for_all, b_needs);
  tree.child_ended("b", crash, 0s);
  tree.child_ended("c", asked, 0s);
  tree.child_ended("a", asked, 0s);
  tree.child_started("a", 0s);
  const auto held = tree.child_held("b");
  BOOST_TEST(told(tree.child_ended("a", crash, 1s)) == "start a");
  BOOST_TEST(told(tree.retry("b", 1s, wait_in(held))) == "");
  BOOST_TEST(told(tree.child_started("a", 1s)) == "start b when ready");
  BOOST_TEST(told(tree.child_started("b", 1s)) == "start c");
}

BOOST_AUTO_TEST_CASE(can_be_stopped_and_terminated_while_it_waits) {
  auto tree = running(strategy::one_for_one, b_needs);
  tree.child_ended("b", crash, 0s);
  const auto held = tree.child_held("b");
  BOOST_TEST(told(tree.administer(restarting(1, "b"))) == "1: restarting b");
  BOOST_TEST(told(tree.administer(terminating(2, "b"))) == "2: ok b");
  BOOST_TEST(told(tree.retry("b", 0s, wait_in(held))) == "");
  BOOST_TEST(states(tree) == "a=running b=down c=running");
  BOOST_TEST(told(tree.stop()) == "ask c, timer 5s");
}

BOOST_AUTO_TEST_CASE(is_started_by_a_call_whatever_it_depends_on) {
  auto tree = running(strategy::one_for_one, b_needs);
  tree.administer(terminating(1, "b"));
  tree.child_ended("b", asked, 0s);
  BOOST_TEST(told(tree.administer(restarting(2, "b"))) == "start b");
}

BOOST_AUTO_TEST_CASE(waits_for_its_backoff_first) {
  auto patient = needing(permanent("b"));
  patient.backoff = {1s, 2, 30s, 0};
  auto tree = running(strategy::one_for_one, {patient});
  tree.child_ended("b", crash, 0s);
  tree.child_started("b", 0s);
  const auto waits = tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(waits) == "retry b after 1s");
  BOOST_TEST(told(tree.retry("b", 1s, waits.front().wait)) == "start b when ready");
}

BOOST_AUTO_TEST_CASE(has_its_time_to_start_once_they_are_ready) {
  auto slow = needing(permanent("b"));
  slow.start_timeout = 10s;
  auto tree = running(strategy::one_for_one, {slow});
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "start b when ready, timer 10s");
  const auto held = tree.child_held("b");
  BOOST_TEST(tree.timer() == 0u);
  BOOST_TEST(told(tree.retry("b", 60s, wait_in(held))) == "start b when ready, timer 10s");
}

BOOST_AUTO_TEST_CASE(is_no_dynamic_one) {
  const auto all = check_specs(spec_of(strategy::simple_one_for_one), {needing(permanent("x"))});
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST(all[0].name == "bad_combination");
}

BOOST_AUTO_TEST_SUITE_END()
