// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/plan.hpp"

#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

child_spec significant(child_spec x) {
  x.significant = true;
  return x;
}

supervisor_spec ending(auto_shutdown when, strategy how = strategy::one_for_one) {
  auto spec = spec_of(how);
  spec.auto_shutdown = when;
  return spec;
}

const std::vector<child_spec> two_significant{significant(transient("a")),
                                              significant(temporary("b")), permanent("c")};

} // namespace

BOOST_AUTO_TEST_SUITE(a_significant_child)

BOOST_AUTO_TEST_CASE(ends_the_supervisor_with_any) {
  auto tree = running(ending(auto_shutdown::any), two_significant);
  BOOST_TEST(told(tree.child_ended("a", normal, 0s)) == "ask c, timer 5s");
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "end");
  BOOST_TEST((tree.end().why == end_reason::auto_shutdown));
  BOOST_TEST((tree.end().causes.back() == cause{"top", "ended, as its significant child a did"}));
}

BOOST_AUTO_TEST_CASE(ends_the_supervisor_with_all_when_it_is_the_last) {
  auto tree = running(ending(auto_shutdown::all), two_significant);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "");
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "ask c, timer 5s");
}

BOOST_AUTO_TEST_CASE(that_is_restarted_ends_nothing) {
  auto tree = running(ending(auto_shutdown::any), two_significant);
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "start a");
}

BOOST_AUTO_TEST_CASE(that_is_terminated_ends_nothing) {
  auto tree = running(ending(auto_shutdown::any), two_significant);
  tree.administer(terminating(1, "a"));
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "1: ok a");
}

BOOST_AUTO_TEST_CASE(that_is_stopped_with_its_siblings_ends_nothing) {
  auto tree = running(ending(auto_shutdown::any, strategy::one_for_all), two_significant);
  tree.child_ended("c", crash, 0s);
  tree.child_ended("b", asked, 0s);
  BOOST_TEST(told(tree.child_ended("a", normal, 0s)) == "start a");
}

BOOST_AUTO_TEST_CASE(whose_sibling_is_not_ends_nothing_with_it) {
  auto tree = running(ending(auto_shutdown::any), {transient("a"), significant(transient("b"))});
  BOOST_TEST(told(tree.child_ended("a", normal, 0s)) == "");
}

BOOST_AUTO_TEST_CASE(that_waits_for_its_restart_is_not_the_last) {
  auto tree = running(ending(auto_shutdown::all), two_significant);
  tree.child_ended("a", crash, 0s);
  tree.child_ended("a", crash, 0s);
  BOOST_TEST(told(tree.child_ended("b", normal, 0s)) == "");
}

BOOST_AUTO_TEST_SUITE_END()
