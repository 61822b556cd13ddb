// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/plan.hpp"

#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

BOOST_AUTO_TEST_SUITE(a_supervisor_told_to_start_a_child)

BOOST_AUTO_TEST_CASE(starts_it_as_the_last_one) {
  auto tree = running(strategy::one_for_one, {permanent("a")});
  BOOST_TEST(told(tree.administer(starting(7, permanent("b")))) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "7: ok b");
  BOOST_TEST(states(tree) == "a=running b=running");
  BOOST_TEST(told(tree.stop()) == "ask b, timer 5s");
}

BOOST_AUTO_TEST_CASE(refuses_one_that_it_has) {
  auto tree = running(strategy::one_for_one, {permanent("a"), transient("b")});
  BOOST_TEST(told(tree.administer(starting(7, permanent("a")))) == "7: already_started a");
  tree.child_ended("b", normal, 0s);
  BOOST_TEST(told(tree.administer(starting(8, permanent("b")))) == "8: already_present b");
}

BOOST_AUTO_TEST_CASE(keeps_nothing_of_one_that_did_not_start) {
  auto tree = running(strategy::one_for_one, {permanent("a")});
  tree.administer(starting(7, permanent("b")));
  const auto done = tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(done) == "7: start_failed b");
  BOOST_TEST((done.back().answer.causes == crash.causes));
  BOOST_TEST(states(tree) == "a=running");
  BOOST_TEST(tree.spec_of("b") == nullptr);
}

BOOST_AUTO_TEST_CASE(keeps_one_that_is_not_needed_unless_it_is_temporary) {
  auto tree = running(strategy::one_for_one, std::vector<child_spec>{});
  tree.administer(starting(7, permanent("a")));
  BOOST_TEST(told(tree.child_ignored("a")) == "7: ignored a");
  tree.administer(starting(8, temporary("b")));
  BOOST_TEST(told(tree.child_ignored("b")) == "8: ignored b");
  BOOST_TEST(states(tree) == "a=down");
}

// OTP keeps it: found by a random scenario.
BOOST_AUTO_TEST_CASE(keeps_a_temporary_one_that_is_restarted_and_not_needed) {
  auto tree = running(strategy::one_for_one, std::vector<child_spec>{});
  tree.administer(replacing(7, {strategy::one_for_one, 1, 5s}, {temporary("a")}));
  BOOST_TEST(told(tree.administer(restarting(8, "a"))) == "start a");
  BOOST_TEST(told(tree.child_ignored("a")) == "8: ignored a");
  BOOST_TEST(states(tree) == "a=down");
}

BOOST_AUTO_TEST_CASE(refuses_a_bad_spec_by_otps_name) {
  auto tree = running(strategy::one_for_one, abc);
  auto bad = permanent("z");
  bad.significant = true;
  const auto refused = tree.administer(starting(7, bad));
  BOOST_TEST(told(refused) == "7: bad_spec z");
  BOOST_TEST(refused[0].answer.complaints.size() == 2u);
  BOOST_TEST(refused[0].answer.complaints[0].name == "bad_combination");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_supervisor_told_to_terminate_a_child)

BOOST_AUTO_TEST_CASE(stops_it_and_keeps_its_spec) {
  auto tree = running(strategy::one_for_all, abc);
  BOOST_TEST(told(tree.administer(terminating(1, "b"))) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "1: ok b");
  BOOST_TEST(states(tree) == "a=running b=down c=running");
  BOOST_TEST(told(tree.administer(terminating(2, "b"))) == "2: ok b");
}

BOOST_AUTO_TEST_CASE(forgets_it_if_it_is_temporary) {
  auto tree = running(strategy::one_for_one, {temporary("a")});
  tree.administer(terminating(1, "a"));
  tree.child_ended("a", asked, 0s);
  BOOST_TEST(states(tree) == "");
  BOOST_TEST(told(tree.administer(terminating(2, "a"))) == "2: not_found a");
}

BOOST_AUTO_TEST_CASE(ends_the_retries_of_one_that_does_not_start) {
  auto tree = running(strategy::one_for_one, abc);
  tree.child_ended("b", crash, 0s);
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.administer(terminating(1, "b"))) == "1: ok b");
  BOOST_TEST(told(tree.retry("b", 0s)) == "");
  BOOST_TEST(states(tree) == "a=running b=down c=running");
}

BOOST_AUTO_TEST_CASE(does_not_restart_one_that_ended_by_itself_just_before) {
  auto tree = running(strategy::one_for_one, abc);
  tree.administer(terminating(1, "c"));
  tree.administer(terminating(2, "b"));
  tree.child_ended("b", crash, 0s);
  BOOST_TEST(told(tree.child_ended("c", asked, 0s)) == "1: ok c, 2: ok b");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_supervisor_told_to_restart_or_delete_a_child)

BOOST_AUTO_TEST_CASE(does_so_with_one_that_is_down) {
  auto tree = running(strategy::one_for_one, {transient("a"), permanent("b")});
  tree.child_ended("a", normal, 0s);
  BOOST_TEST(told(tree.administer(restarting(1, "a"))) == "start a");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "1: ok a");
  tree.child_ended("a", normal, 0s);
  BOOST_TEST(told(tree.administer(deleting(2, "a"))) == "2: ok a");
  BOOST_TEST(states(tree) == "b=running");
}

BOOST_AUTO_TEST_CASE(refuses_one_that_is_not_down) {
  auto tree = running(strategy::one_for_one, abc);
  BOOST_TEST(told(tree.administer(restarting(1, "a"))) == "1: running a");
  BOOST_TEST(told(tree.administer(deleting(2, "a"))) == "2: running a");
  tree.child_ended("a", crash, 0s);
  tree.child_ended("a", crash, 0s);
  BOOST_TEST(told(tree.administer(restarting(3, "a"))) == "3: restarting a");
  BOOST_TEST(told(tree.administer(deleting(4, "a"))) == "4: restarting a");
  BOOST_TEST(told(tree.administer(restarting(5, "z"))) == "5: not_found z");
  BOOST_TEST(told(tree.administer(deleting(6, "z"))) == "6: not_found z");
}

BOOST_AUTO_TEST_CASE(does_not_retry_what_did_not_start) {
  auto tree = running(strategy::one_for_one, {transient("a")});
  tree.child_ended("a", normal, 0s);
  tree.administer(restarting(1, "a"));
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "1: start_failed a");
  BOOST_TEST(states(tree) == "a=down");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_supervisor_told_to_renew_or_remove_a_child)

BOOST_AUTO_TEST_CASE(stops_it_first_where_it_runs) {
  auto tree = running(strategy::one_for_one, abc);
  BOOST_TEST(told(tree.administer(renewing(1, "b"))) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "1: ok b");
  BOOST_TEST(told(tree.administer(removing(2, "b"))) == "ask b, timer 5s");
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "2: ok b");
  BOOST_TEST(states(tree) == "a=running c=running");
}

BOOST_AUTO_TEST_CASE(does_so_with_one_that_is_down) {
  auto tree = running(strategy::one_for_one, {transient("a"), transient("b")});
  tree.child_ended("a", normal, 0s);
  tree.child_ended("b", normal, 0s);
  BOOST_TEST(told(tree.administer(renewing(1, "a"))) == "start a");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "1: ok a");
  BOOST_TEST(told(tree.administer(removing(2, "b"))) == "2: ok b");
  BOOST_TEST(states(tree) == "a=running");
}

BOOST_AUTO_TEST_CASE(ends_the_retries_of_one_that_does_not_start) {
  for (const auto& call : {renewing(1, "b"), removing(1, "b")}) {
    auto tree = running(strategy::one_for_one, abc);
    tree.child_ended("b", crash, 0s);
    tree.child_ended("b", crash, 0s);
    const bool renews = call.what == administration::kind::renew_child;
    BOOST_TEST(told(tree.administer(call)) == (renews ? "start b" : "1: ok b"));
    BOOST_TEST(told(tree.retry("b", 0s)) == "");
  }
}

BOOST_AUTO_TEST_CASE(does_both_before_a_siblings_failure_restarts_them) {
  auto tree = running(strategy::rest_for_one, abc);
  tree.administer(renewing(1, "b"));
  tree.child_ended("a", crash, 0s);
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "1: ok b, ask c, timer 5s");

  auto other = running(strategy::rest_for_one, abc);
  other.administer(removing(1, "b"));
  other.child_ended("a", crash, 0s);
  BOOST_TEST(told(other.child_ended("b", asked, 0s)) == "1: ok b, ask c, timer 5s");
  other.child_ended("c", asked, 0s);
  other.child_started("a", 0s);
  other.child_started("c", 0s);
  BOOST_TEST(states(other) == "a=running c=running");
}

namespace {

child_spec patient(const std::string& id) {
  auto made = permanent(id);
  made.backoff = {1s, 2, 30s, 0};
  return made;
}

/// b has failed twice and waits, and those that share its fate wait with it.
plan waiting_for_b(strategy how) {
  auto tree = running(how, {patient("a"), patient("b"), patient("c")});
  const auto restart = [&] {
    for (auto some = tree.child_ended("b", crash, 0s); !some.empty();) {
      actions next;
      for (const auto& x : some)
        if (x.what == action::kind::shutdown)
          next = tree.child_ended(x.child, asked, 0s);
        else if (x.what == action::kind::start && x.child != "b")
          next = tree.child_started(x.child, 0s);
      some = next;
    }
  };
  restart(); // at once
  restart(); // while it starts
  return tree;
}

} // namespace

BOOST_AUTO_TEST_CASE(starts_those_that_wait_with_it) {
  auto tree = waiting_for_b(strategy::one_for_all);
  BOOST_TEST_REQUIRE(states(tree) == "a=down b=restarting c=down");
  BOOST_TEST(told(tree.administer(renewing(1, "b"))) == "start b");
  BOOST_TEST(told(tree.child_started("b", 0s)) == "1: ok b, start a");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "start c");
  tree.child_started("c", 0s);
  BOOST_TEST(states(tree) == "a=running b=running c=running");

  auto rest = waiting_for_b(strategy::rest_for_one);
  BOOST_TEST_REQUIRE(states(rest) == "a=running b=restarting c=down");
  BOOST_TEST(told(rest.administer(removing(1, "b"))) == "1: ok b, start c");
  rest.child_started("c", 0s);
  BOOST_TEST(states(rest) == "a=running c=running");
}

BOOST_AUTO_TEST_CASE(starts_those_that_wait_with_it_though_it_does_not_start) {
  auto tree = waiting_for_b(strategy::one_for_all);
  tree.administer(renewing(1, "b"));
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "1: start_failed b, start a");
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "retry a");
  BOOST_TEST(states(tree) == "a=restarting b=down c=down");
}

BOOST_AUTO_TEST_CASE(also_starts_them_where_it_is_only_terminated) {
  auto tree = waiting_for_b(strategy::one_for_all);
  BOOST_TEST(told(tree.administer(terminating(1, "b"))) == "1: ok b, start a");
  tree.child_started("a", 0s);
  tree.child_started("c", 0s);
  BOOST_TEST(states(tree) == "a=running b=down c=running");
}

// b waits for what it depends on, and c, which comes after it, for b.
BOOST_AUTO_TEST_CASE(starts_also_those_that_were_left_out_before) {
  for (const auto how : {strategy::one_for_all, strategy::rest_for_one}) {
    auto b = permanent("b");
    b.depends_on = {"elsewhere"};
    auto tree = running(how, {patient("a"), b, permanent("c")});
    const auto all_in_turn = [&](actions some, bool is_b_ready) {
      while (!some.empty()) {
        actions next;
        for (const auto& x : some)
          if (x.what == action::kind::shutdown)
            next = tree.child_ended(x.child, asked, 0s);
          else if (x.what == action::kind::start ||
                   (x.what == action::kind::start_when_ready && is_b_ready))
            next = tree.child_started(x.child, 0s);
          else if (x.what == action::kind::start_when_ready)
            next = tree.child_held(x.child);
        some = next;
      }
    };
    all_in_turn(tree.child_ended("a", crash, 0s), true);
    all_in_turn(tree.child_ended("b", crash, 0s), false);
    BOOST_TEST_REQUIRE(states(tree) == "a=running b=restarting c=down");
    BOOST_TEST_REQUIRE(told(tree.child_ended("a", crash, 0s)) == "retry a after 1s");
    all_in_turn(tree.administer(renewing(1, "a")), true);
    BOOST_TEST(states(tree) == "a=running b=running c=running");
  }
}

BOOST_AUTO_TEST_CASE(tells_that_it_did_not_start_and_retries_nothing) {
  auto tree = running(strategy::one_for_one, abc);
  tree.administer(renewing(1, "b"));
  tree.child_ended("b", asked, 0s);
  BOOST_TEST(told(tree.child_ended("b", crash, 0s)) == "1: start_failed b");
  BOOST_TEST(states(tree) == "a=running b=down c=running");
}

BOOST_AUTO_TEST_CASE(keeps_a_temporary_one_that_it_renews_and_forgets_one_that_it_removes) {
  auto tree = running(strategy::one_for_one, {temporary("a"), temporary("b")});
  tree.administer(renewing(1, "a"));
  BOOST_TEST(told(tree.child_ended("a", asked, 0s)) == "start a");
  tree.child_started("a", 0s);
  tree.administer(removing(2, "b"));
  BOOST_TEST(told(tree.child_ended("b", asked, 0s)) == "2: ok b");
  BOOST_TEST(states(tree) == "a=running");
}

BOOST_AUTO_TEST_CASE(refuses_one_that_it_does_not_have) {
  auto tree = running(strategy::one_for_one, abc);
  BOOST_TEST(told(tree.administer(renewing(1, "z"))) == "1: not_found z");
  BOOST_TEST(told(tree.administer(removing(2, "z"))) == "2: not_found z");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_supervisor_told_to_replace_its_specs)

BOOST_AUTO_TEST_CASE(starts_nothing_and_ends_nothing) {
  auto tree = running(strategy::one_for_one, abc);
  BOOST_TEST(told(tree.administer(replacing(1, spec_of(strategy::one_for_all),
                                            {permanent("n"), permanent("c")}))) == "1: ok");
  BOOST_TEST(states(tree) == "n=down c=running a=running b=running");
  BOOST_TEST(told(tree.child_ended("a", crash, 0s)) == "ask b, timer 5s");
}

BOOST_AUTO_TEST_CASE(goes_by_the_new_ones_from_then_on) {
  auto tree = running(spec_of(strategy::one_for_one, 3), {permanent("a"), permanent("b")});
  tree.child_ended("a", crash, 0s);
  tree.child_started("a", 0s);
  tree.administer(
      replacing(1, spec_of(strategy::one_for_one, 1), {transient("a"), permanent("b")}));
  BOOST_TEST(told(tree.child_ended("a", normal, 0s)) == "");
  BOOST_TEST(told(tree.child_ended("b", crash, 1s)) == "end");
}

BOOST_AUTO_TEST_CASE(refuses_bad_ones_and_keeps_its_own) {
  auto tree = running(strategy::one_for_one, abc);
  const auto refused = tree.administer(
      replacing(1, spec_of(strategy::simple_one_for_one), {permanent("a"), permanent("a")}));
  BOOST_TEST(told(refused) == "1: bad_spec");
  BOOST_TEST(refused[0].answer.complaints.size() == 3u);
  BOOST_TEST(states(tree) == "a=running b=running c=running");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_call)

BOOST_AUTO_TEST_CASE(waits_for_what_is_under_way) {
  auto tree = running(strategy::one_for_one, abc);
  tree.child_ended("a", crash, 0s);
  BOOST_TEST(told(tree.administer(terminating(1, "a"))) == "");
  BOOST_TEST(told(tree.child_started("a", 0s)) == "ask a, timer 5s");
}

BOOST_AUTO_TEST_CASE(is_answered_when_the_supervisor_ends) {
  auto tree = running(strategy::one_for_one, abc);
  tree.administer(starting(1, permanent("d")));
  tree.administer(terminating(2, "a"));
  BOOST_TEST(told(tree.stop()) == "1: noproc d, 2: noproc a, ask d, timer 5s");
  BOOST_TEST(told(tree.administer(terminating(3, "b"))) == "3: noproc b");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_count_of_children)

BOOST_AUTO_TEST_CASE(tells_those_that_run_and_all) {
  auto tree = running(
      strategy::one_for_one,
      {permanent("a"), transient("b"), {"c", restart_type::permanent, child_type::supervisor}});
  tree.child_ended("b", normal, 0s);
  BOOST_TEST((tree.count() == child_count{3, 2, 1, 2}));
}

BOOST_AUTO_TEST_SUITE_END()
