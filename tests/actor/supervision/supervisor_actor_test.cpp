// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/supervision/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/scoped_actor.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;
using troupe::execution::placed_actor;
using troupe::execution::placement;

namespace {

// Asks a supervisor for its children and keeps the answer.
struct visitor final : placed_actor {
  visitor(caf::actor_config& config, placement where, caf::actor whom, supervisor_report& into)
      : placed_actor(config, std::move(where)), whom_(std::move(whom)), answer_(into) {}

  caf::behavior make_behavior() override {
    request(whom_, caf::infinite, describe_children{}).then([this](const supervisor_report& x) {
      answer_ = x;
    });
    return {[](int) {}};
  }

  caf::actor whom_;
  supervisor_report& answer_;
};

supervisor_report describe(stage& on, const caf::actor& whom) {
  supervisor_report answer;
  troupe::execution::spawn_placed<visitor>(on.system, {"visitor", &on.here}, whom, answer);
  on.settle();
  return answer;
}

std::string states(const supervisor_report& x) {
  std::string text = x.path + ":";
  for (const auto& c : x.children)
    text += " " + c.path + "#" + std::to_string(c.instance) + "=" + to_string(c.state);
  return text;
}

void check(stage& on, const lines& expected) {
  BOOST_TEST(on.told.take() == expected, boost::test_tools::per_element());
}

const supervisor_spec one_for_one{strategy::one_for_one, 3, 5s, 5s};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_supervisor, stage)

BOOST_AUTO_TEST_CASE(starts_its_children_one_after_the_other) {
  start(one_for_one, {slow(permanent("a")), slow(permanent("b"))});
  check(*this, {"shop/a#1 starting"});
  requests["shop/a"].report_started();
  settle();
  check(*this, {"shop/a#1 started", "shop/b#2 starting"});
  BOOST_TEST(!started);
  requests["shop/b"].report_started();
  settle();
  check(*this, {"shop/b#2 started"});
  BOOST_TEST(started);
}

BOOST_AUTO_TEST_CASE(stops_its_children_in_reverse_and_then_tells) {
  start(one_for_one, {ready(permanent("a")), ready(permanent("b"))});
  told.take();
  stop();
  check(*this, {"shop/b#2 shutdown", "shop/a#1 shutdown", "shop ended: stopped"});
  BOOST_TEST(ended);
  BOOST_TEST(end.causes.empty());
  BOOST_TEST(!timers.next().has_value());
}

BOOST_AUTO_TEST_CASE(restarts_a_child_that_crashed) {
  start(one_for_one, {ready(permanent("a")), ready(permanent("b"))});
  told.take();
  tell("shop/a", crash{"no such shelf"});
  settle();
  check(*this,
        {"shop/a#1 error", "shop/a#3 starting", "shop/a#3 started", "shop/a restarted after 0s"});
  BOOST_TEST(
      (told.last_ended.causes == cause_chain{{"shop/a", "std::runtime_error: no such shelf"}}));
}

BOOST_AUTO_TEST_CASE(tells_how_long_a_child_was_down) {
  start(one_for_one, {slow(permanent("a"))});
  requests["shop/a"].report_started();
  settle();
  tell("shop/a", crash{"no such shelf"});
  settle();
  pass(7s);
  requests["shop/a"].report_started();
  settle();
  BOOST_TEST(told.lines.back() == "shop/a restarted after 7s");
}

BOOST_AUTO_TEST_CASE(takes_a_start_function_that_throws_for_a_failed_start) {
  start(one_for_one,
        {ready(permanent("a")), {permanent("b"), [](const start_request&) -> caf::actor {
                                   throw std::runtime_error{"no such module"};
                                 }}});
  check(*this, {"shop/a#1 starting", "shop/a#1 started", "shop/b#2 starting", "shop/b#2 error",
                "shop escalated: start_failed", "shop/a#1 shutdown", "shop ended: start_failed"});
  BOOST_TEST(to_string(end.causes) == "shop/b: std::runtime_error: no such module\n"
                                      "  shop: did not start, as its child b did not");
}

BOOST_AUTO_TEST_CASE(takes_a_start_function_that_returns_nothing_for_a_failed_start) {
  start(one_for_one, {{permanent("a"), [](const start_request&) { return caf::actor{}; }}});
  BOOST_TEST(ended);
  BOOST_TEST(end.causes.front().reason == "its start function returned no actor");
}

BOOST_AUTO_TEST_CASE(takes_an_actor_that_ends_before_it_is_started_for_a_failed_start) {
  start(one_for_one, {slow(permanent("a"))});
  tell("shop/a", crash{"no such file"});
  settle();
  BOOST_TEST((end.why == end_reason::start_failed));
  BOOST_TEST(end.causes.front().reason == "std::runtime_error: no such file");
}

BOOST_AUTO_TEST_CASE(retries_a_restart_that_fails_until_it_gives_up) {
  bool broken = false;
  start(one_for_one, {{permanent("a"), [&](const start_request& x) {
                         if (broken)
                           throw std::runtime_error{"still broken"};
                         return ready(permanent("a")).start(x);
                       }}});
  broken = true;
  tell("shop/a", crash{"broke"});
  told.take();
  settle();
  check(*this, {"shop/a#1 error", "shop/a#2 starting", "shop/a#2 error", "shop/a#3 starting",
                "shop/a#3 error", "shop/a#4 starting", "shop/a#4 error",
                "shop escalated: escalated", "shop ended: escalated"});
  BOOST_TEST(end.causes.front().reason == "std::runtime_error: still broken");
}

BOOST_AUTO_TEST_CASE(ignores_a_word_from_an_instance_that_is_gone) {
  start(one_for_one, {slow(permanent("a"))});
  const auto first = requests["shop/a"];
  first.report_started();
  settle();
  tell("shop/a", crash{"broke"});
  settle();
  told.take();
  first.report_started();
  settle();
  BOOST_TEST(told.lines.empty());
  BOOST_TEST(states(describe(*this, root)) == "shop: shop/a#2=starting");
}

BOOST_AUTO_TEST_CASE(restarts_without_end_what_crashes_with_a_delivery_in_hand) {
  start({strategy::one_for_one, 0, 5s, 5s}, {ready(permanent("a"))});
  for (int i = 0; i < 100; ++i) {
    tell("shop/a", finish{exit_class::delivery_crash});
    settle();
  }
  BOOST_TEST(!ended);
  BOOST_TEST(describe(*this, root).children.front().restarts == 100u);
  tell("shop/a", finish{exit_class::error});
  settle();
  BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(answers_while_a_child_is_starting) {
  start(one_for_one, {ready(permanent("a")), slow(permanent("b")), slow(permanent("c"))});
  BOOST_TEST(states(describe(*this, root)) ==
             "shop: shop/a#1=running shop/b#2=starting shop/c#0=down");
}

BOOST_AUTO_TEST_CASE(answers_while_a_child_is_stopping) {
  start(one_for_one, {ready(permanent("a"), puppet::manner::deaf)});
  stop();
  BOOST_TEST(states(describe(*this, root)) == "shop: shop/a#1=stopping");
}

BOOST_AUTO_TEST_CASE(kills_a_child_that_exceeds_its_shutdown_time) {
  start(one_for_one,
        {ready(with(permanent("a"), shutdown_policy::after(20ms)), puppet::manner::deaf)});
  told.take();
  stop();
  pass(20ms - 1ns);
  BOOST_TEST(told.lines.empty());
  pass(1ns);
  check(*this, {"shop/a#1 killed", "shop ended: stopped"});
  BOOST_TEST(!timers.next().has_value());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_a_handler_that_blocks_and_cannot_be_killed) {
  start(one_for_one,
        {ready(permanent("a")), stuck(with(permanent("b"), shutdown_policy::after(1s)))});
  told.take();
  stop();
  pass(1s);
  pass(5s);
  check(*this, {"shop/b#2 abandoned", "shop/a#1 shutdown", "shop ended: stopped"});
  BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(counts_the_abandoned_until_they_end_after_all) {
  start({strategy::one_for_all, 3, 5s, 5s},
        {ready(permanent("a")), stuck(with(permanent("b"), shutdown_policy::brutal()))});
  tell("shop/a", crash{"broke"});
  settle();
  pass(5s);
  BOOST_TEST(describe(*this, root).abandoned == 1u);
  BOOST_TEST(states(describe(*this, root)) == "shop: shop/a#3=running shop/b#4=running");
  told.take();
  elsewhere.run();
  settle();
  BOOST_TEST(told.lines.front() == "shop/b#2 killed after all");
  BOOST_TEST(describe(*this, root).abandoned == 0u);
}

BOOST_AUTO_TEST_CASE(kills_its_children_when_it_is_killed) {
  start(one_for_one, {ready(permanent("a")), ready(permanent("b"), puppet::manner::deaf)});
  std::size_t down = 0;
  for (const auto& [path, child] : actors)
    child->attach_functor([&] { ++down; });
  troupe::execution::send_urgent_exit(root, troupe::execution::make_exit(exit_class::killed));
  settle();
  BOOST_TEST(down == 2u);
  BOOST_TEST(ended);
  BOOST_TEST((end.causes == cause_chain{{"shop", "was killed"}}));
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

// shop -> fulfilment -> carriers -> post
struct three_levels : stage {
  three_levels() {
    const supervisor_spec strict{strategy::one_for_one, 1, 5s, 5s};
    auto carriers = supervisor_child(around, {"carriers"}, strict,
                                     {ready(permanent("post")), ready(permanent("van"))});
    auto fulfilment = supervisor_child(around, {"fulfilment"}, strict,
                                       {std::move(carriers), ready(permanent("stock"))});
    start(strict, {std::move(fulfilment), ready(permanent("orders"))});
  }

  void crash_post() {
    tell("shop/fulfilment/carriers/post", crash{"no stamps"});
    settle();
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_tree_of_supervisors, three_levels)

BOOST_AUTO_TEST_CASE(starts_depth_first) {
  BOOST_TEST(started);
  check(*this,
        {"shop/fulfilment#1 starting", "shop/fulfilment/carriers#1 starting",
         "shop/fulfilment/carriers/post#1 starting", "shop/fulfilment/carriers/post#1 started",
         "shop/fulfilment/carriers/van#2 starting", "shop/fulfilment/carriers/van#2 started",
         "shop/fulfilment/carriers#1 started", "shop/fulfilment/stock#2 starting",
         "shop/fulfilment/stock#2 started", "shop/fulfilment#1 started", "shop/orders#2 starting",
         "shop/orders#2 started"});
}

BOOST_AUTO_TEST_CASE(stops_in_the_reverse_of_its_start) {
  told.take();
  stop();
  check(*this,
        {"shop/orders#2 shutdown", "shop/fulfilment/stock#2 shutdown",
         "shop/fulfilment/carriers/van#2 shutdown", "shop/fulfilment/carriers/post#1 shutdown",
         "shop/fulfilment/carriers ended: stopped", "shop/fulfilment/carriers#1 shutdown",
         "shop/fulfilment ended: stopped", "shop/fulfilment#1 shutdown", "shop ended: stopped"});
}

BOOST_AUTO_TEST_CASE(restarts_a_subtree_whose_budget_is_spent) {
  crash_post();
  told.take();
  crash_post();
  check(*this,
        {"shop/fulfilment/carriers/post#3 error", "shop/fulfilment/carriers escalated: escalated",
         "shop/fulfilment/carriers/van#2 shutdown", "shop/fulfilment/carriers ended: escalated",
         "shop/fulfilment/carriers#1 shutdown", "shop/fulfilment/carriers#3 starting",
         "shop/fulfilment/carriers/post#1 starting", "shop/fulfilment/carriers/post#1 started",
         "shop/fulfilment/carriers/van#2 starting", "shop/fulfilment/carriers/van#2 started",
         "shop/fulfilment/carriers#3 started", "shop/fulfilment/carriers restarted after 0s"});
}

BOOST_AUTO_TEST_CASE(escalates_to_the_root_with_the_causes_from_leaf_to_root) {
  for (int i = 0; !ended && i < 100; ++i)
    crash_post();
  // Each level allows one restart: 2 x 2 x 2 crashes.
  BOOST_TEST((end.why == end_reason::escalated));
  const std::string too_many = ": more than 1 restarts within 5s";
  BOOST_TEST(to_string(end.causes) ==
             "shop/fulfilment/carriers/post: std::runtime_error: no stamps\n"
             "  shop/fulfilment/carriers: gave up at the end of its child post" +
                 too_many + "\n    shop/fulfilment: gave up at the end of its child carriers" +
                 too_many + "\n      shop: gave up at the end of its child fulfilment" + too_many);
}

BOOST_AUTO_TEST_CASE(keeps_going_while_crashes_are_rare) {
  for (int i = 0; i < 100; ++i) {
    crash_post();
    pass(5s + 1ns);
  }
  BOOST_TEST(!ended);
}

BOOST_AUTO_TEST_CASE(does_not_start_a_transient_supervisor_again_that_gave_up) {
  stage other;
  auto inner = supervisor_child(other.around, {"inner", restart_type::transient},
                                {strategy::one_for_one, 0, 5s, 5s}, {other.ready(permanent("a"))});
  other.start(one_for_one, {std::move(inner)});
  other.tell("shop/inner/a", crash{"broke"});
  other.settle();
  BOOST_TEST(!other.ended);
  BOOST_TEST(other.told.lines.back() == "shop/inner#1 shutdown");
}

BOOST_AUTO_TEST_SUITE_END()
