// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/plan.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <ostream>
#include <vector>

using namespace std::chrono_literals;
using namespace troupe::guard;

namespace {

using kinds = child_end::kinds;

restart_limits patient(std::uint32_t intensity) {
  restart_limits limits;
  limits.intensity = intensity;
  limits.backoff.jitter = 0;
  return limits;
}

const next_step at_once{next_step::kinds::restart, 0ns, 0, false};
const next_step given_up{next_step::kinds::end, 0ns, 70, true};

next_step restart_in(std::chrono::nanoseconds wait) {
  return {next_step::kinds::restart, wait, 0, false};
}

next_step ends_with(int code) {
  return {next_step::kinds::end, 0ns, code, false};
}

child_end died_of(int signal) {
  return {kinds::signalled, signal};
}

struct ending {
  const char* what;
  child_end end;
  next_step next;

  friend std::ostream& operator<<(std::ostream& out, const ending& x) { return out << x.what; }
};

const std::vector<ending> endings{
    {"done", {kinds::exited, 0}, ends_with(0)},
    {"wrong usage", {kinds::exited, 64}, ends_with(64)},
    {"try again", {kinds::exited, 75}, ends_with(75)},
    {"a wrong configuration", {kinds::exited, 78}, ends_with(78)},
    {"a tree that gave up", {kinds::exited, 70}, at_once},
    {"a module that called exit(1)", {kinds::exited, 1}, at_once},
    {"killed", died_of(SIGKILL), at_once},
    {"crashed", died_of(SIGSEGV), at_once},
    {"not started", {kinds::not_started, ENOMEM}, at_once},
    {"a tree that gave up while it stopped", {kinds::exited, 70, true}, ends_with(70)},
    {"crashed while it stopped", {kinds::signalled, SIGSEGV, true}, ends_with(70)},
    {"stopped as asked", {kinds::exited, 0, true}, ends_with(0)},
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_guards_plan)

BOOST_DATA_TEST_CASE(says_what_follows_the_end_of_a_child, endings, x) {
  plan it{patient(5)};
  it.started(0s);
  BOOST_TEST((it.ended(x.end, 1s, 0) == x.next));
}

BOOST_AUTO_TEST_CASE(waits_ever_longer_and_gives_up) {
  plan it{patient(4)};
  for (const auto wait : {0ms, 100ms, 200ms, 400ms}) {
    it.started(1s);
    BOOST_TEST((it.ended(died_of(SIGSEGV), 1s, 0) == restart_in(wait)));
  }
  BOOST_TEST((it.ended(died_of(SIGSEGV), 1s, 0) == given_up));
}

BOOST_AUTO_TEST_CASE(forgets_what_is_longer_ago_than_the_period) {
  plan it{patient(1)};
  BOOST_TEST((it.ended(died_of(SIGKILL), 1s, 0) == at_once));
  it.started(1s);
  BOOST_TEST((it.ended(died_of(SIGKILL), 1s + 10min + 1ns, 0) == at_once));
  it.started(11min);
  BOOST_TEST((it.ended(died_of(SIGKILL), 12min, 0) == given_up));
}

BOOST_AUTO_TEST_CASE(begins_anew_with_its_waits_after_a_time_of_health) {
  plan it{patient(100)};
  it.started(0s);
  it.ended(died_of(SIGKILL), 1s, 0);
  it.started(1s);
  BOOST_TEST((it.ended(died_of(SIGKILL), 2s, 0) == restart_in(100ms)));
  it.started(2s);
  BOOST_TEST((it.ended(died_of(SIGKILL), 62s, 0) == at_once));
}

BOOST_AUTO_TEST_CASE(neither_counts_nor_delays_a_crash_whose_delivery_is_charged) {
  plan it{patient(1)};
  child_end charged = died_of(SIGSEGV);
  charged.has_suspect = true;
  charged.handled_some = true;
  for (int i = 0; i < 100; ++i) {
    it.started(1s);
    BOOST_TEST((it.ended(charged, 1s, 1) == at_once));
  }
  BOOST_TEST((it.ended(died_of(SIGKILL), 1s, 0) == at_once));
}

BOOST_AUTO_TEST_CASE(counts_a_charged_crash_where_nothing_was_handled_before_it) {
  plan it{patient(1)};
  child_end charged = died_of(SIGSEGV);
  charged.has_suspect = true;
  BOOST_TEST((it.ended(charged, 1s, 0) == at_once));
  BOOST_TEST((it.ended(charged, 1s, 0) == given_up));
}

BOOST_AUTO_TEST_CASE(takes_new_limits_and_keeps_what_it_counted) {
  plan it{patient(5)};
  it.ended(died_of(SIGKILL), 1s, 0);
  it.limit(patient(1));
  BOOST_TEST((it.ended(died_of(SIGKILL), 2s, 0) == given_up));
}

BOOST_AUTO_TEST_CASE(names_an_end_for_people) {
  BOOST_TEST(to_string(died_of(SIGSEGV)) == "SIGSEGV");
  BOOST_TEST(to_string(died_of(SIGRTMIN)) == "signal " + std::to_string(SIGRTMIN));
  BOOST_TEST(to_string(child_end{kinds::exited, 70}) == "exit code 70");
  BOOST_TEST(to_string(child_end{kinds::not_started, ENOENT}) ==
             "it could not be started: No such file or directory");
}

BOOST_AUTO_TEST_SUITE_END()
