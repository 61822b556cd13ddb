// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/supervision/stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

const supervisor_spec one_for_one{strategy::one_for_one, 10, 90s};

child_spec within(child_spec x, std::chrono::nanoseconds limit) {
  x.start_timeout = limit;
  return x;
}

child_spec needing(child_spec x, const std::string& path) {
  x.depends_on = {path};
  return x;
}

/// Before the stage, for supervisors that end with its system still use it.
struct with_board {
  readiness board;
};

struct ready_stage : with_board, stage {
  ready_stage() { around.ready = &board; }

  bool runs(const std::string& path) const {
    return told.lines.end() != std::find(told.lines.begin(), told.lines.end(), path);
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(readiness_of_children, ready_stage)

BOOST_AUTO_TEST_CASE(comes_in_time_or_the_start_has_failed) {
  start(one_for_one, {ready(permanent("a")), slow(within(permanent("b"), 10s))});
  BOOST_TEST(!started);
  pass(9s);
  BOOST_TEST(!ended);
  pass(1s);
  BOOST_TEST(ended);
  BOOST_TEST((end.why == end_reason::start_failed));
  BOOST_TEST(to_string(end.causes) == "shop/b: was not ready within 10s, its start_timeout\n"
                                      "  shop: did not start, as its child b did not");
  BOOST_TEST(!timers.next().has_value());
}

BOOST_AUTO_TEST_CASE(sets_no_timer_that_outlives_it) {
  start(one_for_one, {slow(within(permanent("b"), 10s))});
  requests.at("shop/b").report_started();
  settle();
  BOOST_TEST(started);
  BOOST_TEST(!timers.next().has_value());
  pass(1min);
  BOOST_TEST(!ended);
}

BOOST_AUTO_TEST_CASE(is_given_up_on_a_child_that_blocks_in_its_start) {
  // Its handler never runs, so that it never reports and never obeys.
  child blocked{within(permanent("b"), 10s), stuck(permanent("b")).start};
  blocked.start = [this](const start_request& x) {
    auto a = troupe::execution::spawn_placed<puppet>(system, {x.path, &elsewhere},
                                                     puppet::manner::willing);
    actors[x.path] = a;
    return a;
  };
  start(one_for_one, {blocked});
  pass(10s);
  BOOST_TEST(!ended);
  pass(5s);
  BOOST_TEST(ended);
  BOOST_TEST((end.why == end_reason::start_failed));
  BOOST_TEST(runs("shop/b#1 abandoned"));
}

BOOST_AUTO_TEST_CASE(of_those_that_it_depends_on_is_awaited_by_a_restart) {
  auto patient = permanent("b");
  patient.backoff = {10s, 2, 30s, 0};
  start(one_for_one, {supervisor_child(around, {"below"}, one_for_one, {ready(patient)}),
                      ready(needing(permanent("a"), "shop/below/b")), ready(permanent("c"))});
  for (int i = 0; i < 2; ++i) {
    tell("shop/below/b", crash{"broke"});
    settle();
  }
  told.take();
  tell("shop/a", crash{"broke too"});
  settle();
  BOOST_TEST((told.take() == lines{"shop/a#2 error"}));
  // Its supervisor goes on meanwhile.
  tell("shop/c", crash{"broke as well"});
  settle();
  BOOST_TEST(told.lines.back() == "shop/c restarted after 0s");
  told.take();
  pass(10s);
  BOOST_TEST((told.take() == lines{"shop/below/b#3 starting", "shop/below/b#3 started",
                                   "shop/below/b restarted after 10s", "shop/a#5 starting",
                                   "shop/a#5 started", "shop/a restarted after 10s"}));
}

BOOST_AUTO_TEST_CASE(is_not_awaited_of_those_that_have_ended_for_good) {
  auto once = permanent("b");
  once.restart = restart_type::transient;
  start(one_for_one, {ready(once), ready(needing(permanent("a"), "shop/b"))});
  tell("shop/b", finish{exit_class::normal});
  settle();
  tell("shop/a", crash{"broke"});
  settle();
  BOOST_TEST(told.lines.back() == "shop/a restarted after 0s");
}

BOOST_AUTO_TEST_CASE(is_awaited_by_a_whole_supervisor) {
  auto patient = permanent("b");
  patient.backoff = {10s, 2, 30s, 0};
  auto below = permanent("below");
  below.depends_on = {"shop/b"};
  start(one_for_one,
        {ready(patient), supervisor_child(around, below, {}, {ready(permanent("a"))})});
  for (int i = 0; i < 2; ++i) {
    tell("shop/b", crash{"broke"});
    settle();
    tell("shop/below/a", crash{"broke"});
    settle();
  }
  // It gave up at the second failure within its period.
  BOOST_TEST(told.lines.back() == "shop/below#2 shutdown");
  pass(10s);
  BOOST_TEST(told.lines.back() == "shop/below restarted after 10s");
}

BOOST_AUTO_TEST_CASE(may_be_awaited_when_the_tree_stops) {
  auto patient = permanent("b");
  patient.backoff = {10s, 2, 30s, 0};
  start(one_for_one, {ready(patient), ready(needing(permanent("a"), "shop/b"))});
  for (int i = 0; i < 2; ++i) {
    tell("shop/b", crash{"broke"});
    settle();
  }
  tell("shop/a", crash{"broke"});
  settle();
  stop();
  BOOST_TEST(ended);
  BOOST_TEST((end.why == end_reason::stopped));
  BOOST_TEST(!timers.next().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
