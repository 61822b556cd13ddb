// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::trial;

namespace {

const std::string alone = R"(troupe: 1
name: shop
modules: [trial]
journal: {path: shop.db}
tree:
  children:
    - {id: adder, service: trial.adder}
topics:
  numbers.drawm: {transient: true}
)";

} // namespace

// What is warned of, and what not, is tests/unit/definitions/event_flow_test.cpp's.
BOOST_AUTO_TEST_SUITE(the_command_check)

BOOST_AUTO_TEST_CASE(warns_of_events_with_their_place_and_how_that_is_silenced) {
  const stage in;
  in.write("alone.yaml", alone);
  const auto ran = in.troupe({"check", "alone.yaml"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "alone.yaml: sound, 1 service, 4 warnings\n");
  BOOST_TEST(ran.err ==
             "warning: alone.yaml:7:12: 'adder' publishes numbers.added, and nobody handles it; "
             "let a service handle it, or say check: {unhandled: [\"numbers.added\"]}\n"
             "warning: alone.yaml:7:12: 'adder' publishes reminders.due, and nobody handles it; "
             "let a service handle it, or say check: {unhandled: [\"reminders.due\"]}\n"
             "warning: alone.yaml:7:12: 'adder' handles numbers.drawn, and no service publishes "
             "it; let one publish it, or, where it comes from outside, say check: {unfed: "
             "[\"numbers.drawn\"]}\n"
             "warning: alone.yaml:9:3: no service publishes or handles numbers.drawm; correct the "
             "topic, take it out, or say check: {unmatched: [\"numbers.drawm\"]}\n");
}

BOOST_AUTO_TEST_CASE(is_silent_of_what_the_deployment_says_is_meant) {
  const stage in;
  in.write("alone.yaml", alone + R"(check:
  unhandled: [numbers.added, "reminders.*"]
  unfed: [numbers.drawn]
  unmatched: [numbers.drawm]
)");
  const auto ran = in.troupe({"check", "alone.yaml"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "alone.yaml: sound, 1 service\n");
  BOOST_TEST(ran.err == "");
}

BOOST_AUTO_TEST_CASE(warns_of_what_silences_nothing) {
  const stage in;
  in.write("alone.yaml", alone + R"(check:
  unhandled: [numbers.added, "reminders.*", numbers.addde]
  unfed: [numbers.drawn, numbers.*]
  unmatched: [numbers.drawm]
  cycles: [numbers.drawn]
  conflicts: [numbers.added]
)");
  const auto ran = in.troupe({"check", "alone.yaml"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "alone.yaml: sound, 1 service, 3 warnings\n");
  BOOST_TEST(ran.err ==
             "warning: alone.yaml:11:45: 'numbers.addde' silences nothing: there is no such "
             "warning; take it out of check.unhandled, or correct it\n"
             "warning: alone.yaml:14:12: 'numbers.drawn' silences nothing: there is no such "
             "warning; take it out of check.cycles, or correct it\n"
             "warning: alone.yaml:15:15: 'numbers.added' silences nothing: there is no such "
             "warning; take it out of check.conflicts, or correct it\n");
}

BOOST_AUTO_TEST_SUITE_END()
