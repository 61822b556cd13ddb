// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/supervision/stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;
using troupe::execution::placed_actor;
using troupe::execution::placement;

namespace {

template <class Reply>
struct caller final : placed_actor {
  template <class Request>
  caller(caf::actor_config& config, placement where, caf::actor whom, Request what,
         std::optional<Reply>& into)
      : placed_actor(config, std::move(where)) {
    request(whom, caf::infinite, std::move(what)).then([&into](const Reply& x) { into = x; });
  }

  caf::behavior make_behavior() override {
    return {[](int) {}};
  }
};

struct administered : stage {
  template <class Reply = answer, class Request>
  std::optional<Reply> ask(Request what) {
    std::optional<Reply> reply;
    troupe::execution::spawn_placed<caller<Reply>>(system, {"caller", &here}, root, std::move(what),
                                                   reply);
    settle();
    return reply;
  }
};

const supervisor_spec one_for_one{strategy::one_for_one, 3, 5s, 5s};
const supervisor_spec dynamic{strategy::simple_one_for_one, 3, 5s, 5s};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_supervisor_that_runs, administered)

BOOST_AUTO_TEST_CASE(starts_terminates_restarts_and_deletes_a_child) {
  start(one_for_one, {ready(permanent("a"))});
  BOOST_TEST((ask(start_child{ready(permanent("b"))}) == answer{{}, "b"}));
  BOOST_TEST(ask<child_count>(count_children{})->active == 2u);
  BOOST_TEST((ask(terminate_child{"b"}) == answer{{}, "b"}));
  BOOST_TEST((ask(restart_child{"b"}) == answer{{}, "b"}));
  BOOST_TEST((ask(delete_child{"b"})->refused == refusal::running));
  ask(terminate_child{"b"});
  BOOST_TEST((ask(delete_child{"b"}) == answer{{}, "b"}));
  BOOST_TEST(!ask<found_spec>(get_childspec{"b"})->spec.has_value());
  BOOST_TEST(ask<found_spec>(get_childspec{"a"})->spec->id == "a");
}

BOOST_AUTO_TEST_CASE(renews_and_removes_a_child_that_runs) {
  start(one_for_one, {ready(permanent("a"))});
  BOOST_TEST((ask(renew_child{"a"}) == answer{{}, "a"}));
  BOOST_TEST(ask<child_count>(count_children{})->active == 1u);
  BOOST_TEST((ask(remove_child{"a"}) == answer{{}, "a"}));
  BOOST_TEST((ask<child_count>(count_children{}) == child_count{}));
}

BOOST_AUTO_TEST_CASE(restarts_a_child_that_it_was_told_to_start) {
  start(one_for_one, {});
  ask(start_child{ready(permanent("b"))});
  told.take();
  tell("shop/b", crash{"broke"});
  settle();
  BOOST_TEST(told.lines.back() == "shop/b restarted after 0s");
}

BOOST_AUTO_TEST_CASE(refuses_a_child_without_a_start_function) {
  start(one_for_one, {});
  const auto refused = ask(start_child{{permanent("b"), nullptr}});
  BOOST_TEST((refused->refused == refusal::bad_spec));
  BOOST_TEST(refused->complaints.front().name == "missing_start");
}

BOOST_AUTO_TEST_CASE(goes_on_without_a_child_that_is_not_needed) {
  start(one_for_one, {{permanent("a"), [](const start_request&) { return ignored{}; }}});
  BOOST_TEST(started);
  BOOST_TEST((ask<child_count>(count_children{}) == child_count{1, 0, 0, 1}));
}

BOOST_AUTO_TEST_CASE(answers_a_call_when_the_child_is_ready_and_not_before) {
  start(one_for_one, {});
  std::optional<answer> reply;
  troupe::execution::spawn_placed<caller<answer>>(system, {"caller", &here}, root,
                                                  start_child{slow(permanent("b"))}, reply);
  settle();
  BOOST_TEST(!reply.has_value());
  requests["shop/b"].report_started();
  settle();
  BOOST_TEST((reply == answer{{}, "b"}));
}

BOOST_AUTO_TEST_CASE(answers_calls_when_it_is_killed) {
  start(one_for_one, {});
  std::optional<answer> reply;
  troupe::execution::spawn_placed<caller<answer>>(system, {"caller", &here}, root,
                                                  start_child{slow(permanent("b"))}, reply);
  settle();
  troupe::execution::send_urgent_exit(root, troupe::execution::make_exit(exit_class::killed));
  settle();
  BOOST_TEST((reply->refused == refusal::noproc));
}

BOOST_AUTO_TEST_CASE(starts_children_by_the_functions_that_replaced_theirs) {
  start(one_for_one, {ready(permanent("a"))});
  BOOST_TEST(
      (ask(replace_specs{one_for_one, {slow(permanent("a")), ready(permanent("n"))}}) == answer{}));
  tell("shop/a", crash{"broke"});
  settle();
  BOOST_TEST(requests.count("shop/a") == 1u);
  requests["shop/a"].report_started();
  BOOST_TEST((ask(restart_child{"n"}) == answer{{}, "n"}));
}

BOOST_AUTO_TEST_CASE(ends_with_its_significant_child_and_names_it) {
  auto last = permanent("a");
  last.restart = restart_type::transient;
  last.significant = true;
  start({strategy::one_for_one, 3, 5s, 5s, auto_shutdown::any},
        {ready(last), ready(permanent("b"))});
  told.take();
  tell("shop/a", finish{exit_class::normal});
  settle();
  BOOST_TEST(
      (told.take() == lines{"shop/a#1 normal", "shop/b#2 shutdown", "shop ended: auto_shutdown"}));
  BOOST_TEST(end.causes.back().reason == "ended, as its significant child a did");
}

BOOST_AUTO_TEST_CASE(has_specs_that_are_good_or_does_not_start) {
  start(one_for_one, {ready(permanent("a")), ready(permanent("a"))});
  BOOST_TEST((end.why == end_reason::start_failed));
  BOOST_TEST(actors.empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_supervisor_of_dynamic_children, administered)

BOOST_AUTO_TEST_CASE(gives_each_its_argument_at_restarts_too) {
  std::vector<std::string> arguments;
  start(dynamic, {{permanent("order"), [&](const start_request& x) {
                     arguments.push_back(x.path + " " + x.argument);
                     return ready(permanent("order")).start(x);
                   }}});
  BOOST_TEST((ask(start_dynamic_child{"A"}) == answer{{}, "1"}));
  BOOST_TEST((ask(start_dynamic_child{"B"}) == answer{{}, "2"}));
  tell("shop/1", crash{"broke"});
  settle();
  BOOST_TEST((arguments == lines{"shop/1 A", "shop/2 B", "shop/1 A"}));
  BOOST_TEST((ask(start_child{ready(permanent("c"))})->refused == refusal::simple_one_for_one));
  stop();
  BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(starts_and_stops_very_many) {
  start(dynamic, {ready(permanent("order"))});
  for (int i = 0; i < 10'000; ++i)
    caf::anon_send(root, start_dynamic_child{});
  settle();
  BOOST_TEST((ask<child_count>(count_children{}) == child_count{1, 10'000, 0, 10'000}));
  stop();
  BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(is_told_that_by_start_dynamic_child_only) {
  start(one_for_one, {});
  BOOST_TEST((ask(start_dynamic_child{})->refused == refusal::simple_one_for_one));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_supervisor_with_backoff, administered)

BOOST_AUTO_TEST_CASE(answers_and_can_be_stopped_while_a_child_waits) {
  auto patient = permanent("a");
  patient.backoff = {10s};
  start(one_for_one, {ready(patient), ready(permanent("b"))});
  for (int i = 0; i < 2; ++i) {
    tell("shop/a", crash{"broke"});
    settle();
  }
  BOOST_TEST((ask(restart_child{"a"})->refused == refusal::restarting));
  told.take();
  pass(9s);
  BOOST_TEST(told.lines.empty());
  stop();
  BOOST_TEST((told.take() == lines{"shop/b#2 shutdown", "shop ended: stopped"}));
  BOOST_TEST(!timers.next().has_value());
}

BOOST_AUTO_TEST_CASE(restarts_a_child_when_it_has_waited) {
  auto patient = permanent("a");
  patient.backoff = {10s, 2, 30s, 0};
  start(one_for_one, {ready(patient)});
  for (int i = 0; i < 2; ++i) {
    tell("shop/a", crash{"broke"});
    settle();
  }
  pass(10s);
  BOOST_TEST(told.lines.back() == "shop/a restarted after 10s");
}

BOOST_AUTO_TEST_SUITE_END()
