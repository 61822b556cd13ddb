// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/play_scenario.hpp"

#include "testing/junit.hpp"
#include "unit/testing/tickets.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;

namespace {

/// Plays the one scenario of a file whose first five lines are these.
testing::scenario_result played(const std::string& lines, const std::string& office = "office",
                                const std::string& without = "[]") {
  auto read =
      testing::read_scenarios("plays.yaml", "deployment: box.yaml\nwithout: " + without +
                                                "\n\nscenarios:\n  - scenario: it works\n" + lines);
  for (const auto& each : read.complaints)
    BOOST_TEST_MESSAGE(deploy::to_string(each));
  BOOST_REQUIRE(read.value);
  auto what = deployment::parse(box_office(office), "box.yaml", box_office_services());
  BOOST_REQUIRE(what);
  return testing::play_scenario(*what, *read.value, read.value->scenarios.at(0), 1);
}

std::string failures_of(const testing::scenario_result& x) {
  std::string all;
  for (const auto& each : x.failures)
    all += each + '\n';
  return all;
}

void passes(const testing::scenario_result& x) {
  BOOST_TEST(x.passed(), failures_of(x) << x.story);
}

void fails(const testing::scenario_result& x, const std::string& expected) {
  BOOST_TEST(failures_of(x) == expected);
  BOOST_TEST(!x.passed());
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_scenario)

BOOST_AUTO_TEST_CASE(passes_where_all_goes_as_it_says) {
  const auto x = played("    when:\n"
                        "      - tickets.ordered: {order: A1, amount: 20}\n"
                        "    then:\n"
                        "      - money.charged: {order: A1}\n"
                        "      - tickets.sent: {order: A1, number: 1}\n"
                        "        exactly: true\n"
                        "    never:\n"
                        "      - tickets.cancelled: {order: A1}\n"
                        "        within: 1h\n"
                        "      - dead_letter:\n");
  passes(x);
  BOOST_TEST(x.name == "it works");
  BOOST_TEST(x.story.empty());
}

BOOST_AUTO_TEST_CASE(says_that_nothing_came) {
  const auto x = played("    when:\n"
                        "      - tickets.ordered: {order: A1, amount: 20}\n"
                        "    then:\n"
                        "      - tickets.cancelled: {order: A1}\n"
                        "        within: 15m\n");
  fails(x, "plays.yaml:9:9: tickets.cancelled was expected within 15m, and none was published\n");
  BOOST_TEST(x.story.find("+0s tickets.sent A1 {\"order\":\"A1\",\"number\":1}, by office") !=
                 std::string::npos,
             x.story);
}

BOOST_AUTO_TEST_CASE(says_in_what_the_nearest_differs_and_where_that_is_written) {
  fails(played("    when:\n"
               "      - tickets.ordered: {order: A1, amount: 20}\n"
               "    then:\n"
               "      - money.charged:\n"
               "          order: A1\n"
               "          amount: 21\n"),
        "plays.yaml:9:9: money.charged was expected; the nearest that was published differs: "
        "{\"order\":\"A1\",\"amount\":20}\n"
        "  plays.yaml:11:19: .amount: expected 21, was 20\n");
}

BOOST_AUTO_TEST_CASE(meets_each_expectation_with_an_event_of_its_own) {
  fails(played("    when:\n"
               "      - tickets.ordered: {order: A1, amount: 20}\n"
               "    then:\n"
               "      - tickets.sent: {order: A1}\n"
               "      - tickets.sent:\n"),
        "plays.yaml:10:9: tickets.sent was expected, and no more than 1 was published\n");
}

BOOST_AUTO_TEST_CASE(leaves_an_event_to_the_expectation_that_needs_it) {
  const std::string when = "    when:\n"
                           "      - tickets.ordered: {order: A1, amount: 20}\n"
                           "      - tickets.ordered: {order: A2, amount: 20}\n"
                           "    then:\n"
                           "      - money.charged:\n";
  passes(played(when + "      - money.charged: {order: A1}\n"));
  passes(played(when + "      - money.charged: {order: A2}\n"));
  fails(played(when + "      - money.charged: {order: A2}\n      - money.charged: {order: A2}\n"),
        "plays.yaml:12:9: money.charged was expected, and no more than 2 were published\n");
  const std::string letters = "    when:\n"
                              "      - tickets.ordered: {order: A1, amount: 13}\n"
                              "      - tickets.ordered: {order: A2, amount: 13}\n"
                              "    then:\n"
                              "      - dead_letter:\n"
                              "      - dead_letter: {service: till}\n";
  passes(played(letters));
}

BOOST_AUTO_TEST_CASE(looks_for_what_should_never_come_up_to_its_time) {
  const std::string lines = "    when:\n"
                            "      - tickets.ordered: {order: A1, amount: 13}\n"
                            "    then:\n"
                            "      - tickets.cancelled:\n"
                            "        within: 15m\n"
                            "    never:\n"
                            "      - tickets.cancelled:\n"
                            "        within: ";
  passes(played(lines + "14m\n"));
  fails(played(lines + "15m\n"),
        "plays.yaml:12:9: tickets.cancelled was never to be published, and was: "
        "{\"order\":\"A1\"}\n");
}

BOOST_AUTO_TEST_CASE(fails_where_the_deployment_has_ended_unless_that_is_expected) {
  const std::string lines = "    when:\n      - crash: till\n      - crash: till\n";
  const auto x = played(lines + "    never:\n      - dead_letter:\n");
  BOOST_TEST(failures_of(x).find("the deployment has ended by itself: ") != std::string::npos,
             failures_of(x));
  passes(played(lines + "    then:\n      - troupe.supervision.gave_up:\n"));
}

BOOST_AUTO_TEST_CASE(fails_where_what_is_to_crash_does_not_run) {
  fails(played("    when:\n"
               "      - crash: guest\n"
               "      - crash: guest\n"
               "    never:\n"
               "      - dead_letter:\n",
               "office}\n    - {id: guest, restart: temporary, service: box.office"),
        "plays.yaml:8:9: 'guest' does not run, so nothing of it can crash\n");
}

BOOST_AUTO_TEST_CASE(says_what_should_never_have_come) {
  fails(played("    when:\n"
               "      - tickets.ordered: {order: A1, amount: 13}\n"
               "    never:\n"
               "      - tickets.cancelled:\n"
               "        within: 1h\n"
               "      - dead_letter:\n"),
        "plays.yaml:9:9: tickets.cancelled was never to be published, and was: {\"order\":\"A1\"}\n"
        "plays.yaml:11:9: a dead letter was never to be made, and till made one: no such card\n");
}

BOOST_AUTO_TEST_CASE(does_not_look_at_what_is_given) {
  passes(played("    given:\n"
                "      - tickets.ordered: {order: A1, amount: 20}\n"
                "    when:\n"
                "      - crash: till\n"
                "      - advance: 1m\n"
                "    never:\n"
                "      - tickets.sent:\n"
                "      - dead_letter:\n"));
}

BOOST_AUTO_TEST_CASE(fails_where_what_is_given_becomes_a_dead_letter) {
  const std::string rest = "    when:\n"
                           "      - advance: 1h\n"
                           "    never:\n"
                           "      - money.charged:\n";
  const auto x = played("    given:\n"
                        "      - tickets.ordered: {order: A1, amount: 20}\n"
                        "      - tickets.ordered: {order: A2, amount: 13}\n"
                        "      - advance: 1m\n" +
                        rest);
  fails(x, "plays.yaml:8:9: what is given must be handled, and till made a dead letter of "
           "tickets.ordered: no such card\n");
  BOOST_TEST(x.story.rfind("+0s tickets.ordered A2 ", 0) == 0u, x.story);
  fails(played("    given:\n"
               "      - tickets.ordered: {order: A1, amount: 99}\n"
               "      - advance: 1h\n" +
               rest),
        "plays.yaml:7:9: what is given must be handled, and till made a dead letter of "
        "tickets.ordered: the till is jammed\n");
}

BOOST_AUTO_TEST_CASE(fails_where_what_came_of_the_given_becomes_a_dead_letter) {
  const auto x = played("    given:\n"
                        "      - tickets.ordered: {order: A1, amount: 20}\n"
                        "      - advance: 1m\n"
                        "    when:\n"
                        "      - advance: 1m\n"
                        "    never:\n"
                        "      - tickets.cancelled:\n",
                        "hasty_office", "[hall]");
  fails(x, "plays.yaml:8:9: what is given must be handled, and office made a dead letter of "
           "money.charged: who pays has a seat\n");
  BOOST_TEST(x.story.find("  +0s money.charged A1 ") != std::string::npos, x.story);
}

BOOST_AUTO_TEST_CASE(expects_dead_letters) {
  const std::string when = "    when:\n"
                           "      - tickets.ordered: {order: A1, amount: 13}\n"
                           "    then:\n";
  passes(played(when + "      - dead_letter: {service: till, error: card}\n"));
  fails(played(when + "      - dead_letter: {service: till, error: seat}\n"),
        "plays.yaml:9:9: a dead letter of till was expected; there are\n"
        "  of till: no such card\n");
  fails(
      played(when + "      - dead_letter: {service: till}\n      - dead_letter: {service: hall}\n"),
      "plays.yaml:10:9: a dead letter of hall was expected; there are\n"
      "  of till: no such card\n");
}

BOOST_AUTO_TEST_CASE(plays_without_some_services) {
  passes(played("    when:\n"
                "      - tickets.ordered: {order: A1, amount: 20}\n"
                "    then:\n"
                "      - tickets.cancelled:\n"
                "        within: 15m\n"
                "    never:\n"
                "      - money.charged:\n",
                "office", "[till, takings]"));
}

BOOST_AUTO_TEST_CASE(leaves_out_one_of_two_services_that_are_alike) {
  const std::string two_tills = "office}\n    - {id: other_till, service: box.till";
  const auto x = played("    when:\n"
                        "      - tickets.ordered: {order: A1, amount: 20}\n"
                        "    then:\n"
                        "      - money.charged: {order: A1}\n"
                        "      - money.charged: {order: A1}\n",
                        two_tills, "[other_till]");
  fails(x, "plays.yaml:10:9: money.charged was expected, and no more than 1 was published\n");
}

BOOST_AUTO_TEST_CASE(ends_where_a_step_cannot_be_done) {
  fails(played("    when:\n"
               "      - tickets.ordered: {ordre: A1}\n"
               "      - crash: till\n"
               "    then:\n"
               "      - tickets.sent:\n"),
        "plays.yaml:7:9: what was to be published is refused: tickets.ordered does not fit its "
        "definition: .order: expected text, the event's key, and it is missing; .amount: expected "
        "an integer, and it is missing; .ordre: \"ordre\" is not known here; did you mean "
        "\"order\"?\n");
  fails(played("    when:\n"
               "      - tickets.ordered: {order: A1, amount: -1}\n"
               "    then:\n"
               "      - tickets.sent:\n"),
        "plays.yaml:7:9: what was to be published is refused: tickets.ordered breaks its "
        "constraints: .amount: expected at least 0, was -1\n");
  fails(played("    when:\n      - crash: bar\n    never:\n      - tickets.sent:\n"),
        "plays.yaml:7:9: no service of theatre is called 'bar'\n");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(results_as_junit)

BOOST_AUTO_TEST_CASE(name_each_scenario_and_what_failed) {
  testing::scenario_result good{"it \"works\"", {}, {}, 0.25};
  testing::scenario_result bad{"it <fails>",
                               {"a.yaml:1:1: one & two\n  more", "b"},
                               "+0s story\n",
                               1,
                               7,
                               "troupe test a.yaml --seed 7"};
  BOOST_TEST(
      testing::junit_of({{"a.yaml", {}, {good, bad}}, {"b.yaml", {}, {}}}) ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites>\n"
      "  <testsuite name=\"a.yaml\" tests=\"2\" failures=\"1\" errors=\"0\" time=\"1.250\">\n"
      "    <testcase classname=\"a.yaml\" name=\"it &quot;works&quot;\" time=\"0.250\"/>\n"
      "    <testcase classname=\"a.yaml\" name=\"it &lt;fails&gt;\" time=\"1.000\">\n"
      "      <failure message=\"a.yaml:1:1: one &amp; two&#10;  more\">"
      "a.yaml:1:1: one &amp; two&#10;  more&#10;b&#10;"
      "with seed 7; plays it again: troupe test a.yaml --seed 7&#10;+0s story&#10;</failure>\n"
      "    </testcase>\n"
      "  </testsuite>\n"
      "  <testsuite name=\"b.yaml\" tests=\"0\" failures=\"0\" errors=\"0\" time=\"0.000\">\n"
      "  </testsuite>\n"
      "</testsuites>\n");
}

BOOST_AUTO_TEST_CASE(say_what_is_wrong_with_a_file_of_which_nothing_was_played) {
  BOOST_TEST(
      testing::junit_of({{"a.yaml", {"a.yaml:1:1: one", "a.yaml:2:1: two"}, {}}}) ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites>\n"
      "  <testsuite name=\"a.yaml\" tests=\"1\" failures=\"0\" errors=\"1\" time=\"0.000\">\n"
      "    <testcase classname=\"a.yaml\" name=\"the file is sound\" time=\"0.000\">\n"
      "      <error message=\"a.yaml:1:1: one\">a.yaml:1:1: one&#10;a.yaml:2:1: two&#10;</error>\n"
      "    </testcase>\n"
      "  </testsuite>\n"
      "</testsuites>\n");
}

BOOST_AUTO_TEST_SUITE_END()
