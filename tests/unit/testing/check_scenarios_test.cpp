// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/check_scenarios.hpp"

#include "unit/testing/tickets.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;

namespace {

/// Nobody says what he publishes; the ticket office of the others does.
deployment_setup silent_services() {
  return box_office_services();
}

deployment_setup outspoken_services() {
  deployment_setup setup;
  auto& offers = setup.modules["box"];
  offers.service("office", office, publishes<payment_missed, ticket_sent, ticket_cancelled>);
  offers.service("hall", hall, publishes<seat_reserved>);
  offers.service("till", till, publishes<money_charged>);
  offers.service("takings", takings, publishes<takings_changed>);
  return setup;
}

/// What is wrong with the lines of the one scenario, which begin at line 6.
std::string wrong_names(const std::string& lines, const std::string& without = "[]",
                        const std::string& topics = "[]",
                        deployment_setup services = outspoken_services()) {
  const auto read = testing::read_scenarios(
      "plays.yaml", "deployment: box.yaml\nwithout: " + without + "\ntopics: " + topics +
                        "\nscenarios:\n  - scenario: it works\n" + lines);
  for (const auto& each : read.complaints)
    BOOST_TEST_MESSAGE(deploy::to_string(each));
  BOOST_REQUIRE(read.value);
  auto what = deployment::parse(box_office(), "box.yaml", std::move(services));
  BOOST_REQUIRE(what);
  std::string all;
  for (const auto& each : testing::check_scenarios(*read.value, *what))
    all += deploy::to_string(each) + '\n';
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(names_in_scenarios)

BOOST_AUTO_TEST_CASE(are_fine_where_the_deployment_knows_them) {
  BOOST_TEST(wrong_names("    given:\n"
                         "      - money.charged: {order: A0, amount: 1}\n"
                         "    when:\n"
                         "      - tickets.ordered: {order: A1, amount: 20}\n"
                         "      - crash: till\n"
                         "    then:\n"
                         "      - tickets.sent: {order: A1, number: 1}\n"
                         "      - takings.changed:\n"
                         "    never:\n"
                         "      - payments.missed: {order: A1}\n"
                         "      - dead_letter: {service: hall}\n"
                         "      - dead_letter:\n"
                         "      - troupe.supervision.gave_up: {supervisor: theatre}\n") == "");
}

BOOST_AUTO_TEST_CASE(are_all_complained_about_that_it_does_not_know) {
  BOOST_TEST(
      wrong_names("    given:\n"
                  "      - ticket.ordered: {order: A1}\n"
                  "    when:\n"
                  "      - tickets.ordered: {ordre: A1, amont: 20}\n"
                  "      - crash: tlil\n"
                  "    then:\n"
                  "      - tickets.sent: {nmber: 1}\n"
                  "      - dead_letter: {service: hal}\n"
                  "    never:\n"
                  "      - ticket.sent:\n"
                  "      - payments.missed: {ordr: A1}\n"
                  "      - troupe.supervision.gave_upp:\n"
                  "      - troupe.supervision.gave_up: {supervisr: theatre}\n",
                  "[takigns]") ==
      "plays.yaml:2:11: no service of theatre is called 'takigns'; did you mean 'takings'?\n"
      "plays.yaml:7:9: no service of theatre handles 'ticket.ordered'; did you mean "
      "'tickets.ordered'?\n"
      "plays.yaml:9:9: tickets.ordered.order: expected text, the event's key, and it is missing; "
      "write it\n"
      "plays.yaml:9:9: tickets.ordered.amount: expected an integer, and it is missing; write it\n"
      "plays.yaml:9:27: tickets.ordered has no member 'ordre'; did you mean 'order'?\n"
      "plays.yaml:9:38: tickets.ordered has no member 'amont'; did you mean 'amount'?\n"
      "plays.yaml:10:16: no service of theatre is called 'tlil'; did you mean 'till'?\n"
      "plays.yaml:12:24: tickets.sent has no member 'nmber'; did you mean 'number'?\n"
      "plays.yaml:13:32: no service of theatre is called 'hal'; did you mean 'hall'?\n"
      "plays.yaml:15:9: no service of theatre publishes or handles 'ticket.sent'; did you mean "
      "'tickets.sent'?\n"
      "plays.yaml:16:27: payments.missed has no member 'ordr'; did you mean 'order'?\n"
      "plays.yaml:17:9: the runtime publishes no 'troupe.supervision.gave_upp'; did you mean "
      "'troupe.supervision.gave_up'?\n"
      "plays.yaml:18:38: troupe.supervision.gave_up has no member 'supervisr'; did you mean "
      "'supervisor'?\n");
}

BOOST_AUTO_TEST_CASE(include_those_of_which_no_service_speaks_where_the_file_does) {
  const std::string lines = "    never:\n      - tickets.snet:\n";
  BOOST_TEST(wrong_names(lines, "[]", "[]", silent_services()) ==
             "plays.yaml:7:9: no service of theatre publishes or handles 'tickets.snet'; name it "
             "in 'topics' of this file where it is of 'office', 'hall', 'till', 'takings', which "
             "do not say what they publish; else use money.charged, payments.missed, "
             "seats.reserved, takings.changed or tickets.ordered\n");
  BOOST_TEST(wrong_names(lines, "[]", "[tickets.snet]", silent_services()) == "");
  BOOST_TEST(
      wrong_names("    never:\n      - tickets.sent:\n", "[]", "[tickets.snet]", silent_services())
          .find("did you mean 'tickets.snet'?") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(are_of_services_that_play) {
  BOOST_TEST(wrong_names("    when:\n"
                         "      - crash: office\n"
                         "      - seats.reserved: {order: A1}\n"
                         "      - tickets.ordered: {order: A1, amount: 20}\n"
                         "    never:\n"
                         "      - dead_letter: {service: office}\n",
                         "[office]") ==
             "plays.yaml:7:16: 'office' is left out here, so nothing of it can crash; take it out "
             "of 'without', or do not name it\n"
             "plays.yaml:8:9: only services that are left out here handle 'seats.reserved'; take "
             "one of them out of 'without', or do not publish it\n"
             "plays.yaml:11:32: 'office' is left out here, so it makes no dead letters; take it "
             "out of 'without', or do not name it\n");
}

BOOST_AUTO_TEST_CASE(are_expected_only_where_they_could_come) {
  const std::string never = "    never:\n      - money.charged: {order: A1}\n"
                            "      - tickets.ordered: {order: A1}\n";
  const auto ordered = "plays.yaml:8:9: no service of theatre publishes 'tickets.ordered', and no "
                       "step does; publish it in a step, or name what a service publishes\n";
  BOOST_TEST(
      wrong_names(never, "[till]") ==
      std::string{"plays.yaml:7:9: only services that are left out here publish "
                  "'money.charged'; take one of them out of 'without', or do not name it\n"} +
          ordered);
  BOOST_TEST(wrong_names(never) == ordered);
  BOOST_TEST(wrong_names(never, "[till]", "[money.charged, tickets.ordered]") == "");
  BOOST_TEST(wrong_names(never, "[till]", "[]", silent_services()) == "");
  const std::string when = "      - tickets.ordered: {order: A2, amount: 20}\n";
  BOOST_TEST(wrong_names("    when:\n" + when + never) == "");
  // Elsewhere, or before what is looked at, is not enough.
  BOOST_TEST(wrong_names("    given:\n" + when + "    when:\n      - crash: till\n" + never)
                 .find("plays.yaml:12:9: no service of theatre publishes 'tickets.ordered'") == 0u);
  BOOST_TEST(wrong_names(never + "  - scenario: another\n    when:\n" + when +
                         "    never:\n      - dead_letter:\n") == ordered);
}

BOOST_AUTO_TEST_CASE(are_known_though_only_handlers_of_patterns_take_them) {
  const auto with_audit = [] {
    auto setup = silent_services();
    auto& offers = setup.modules["box"] = {};
    offers.service("office", office, publishes<payment_missed, ticket_sent, ticket_cancelled>);
    offers.service(
        "hall", [](service<nothing>*) -> behavior { return {on(">", [](const delivery&) {})}; },
        publishes<>);
    offers.service("till", till, publishes<money_charged>);
    offers.service("takings", takings, publishes<takings_changed>);
    return setup;
  };
  const std::string lines = "    when:\n"
                            "      - tickets.snet: {order: A1}\n"
                            "      - tickets.sent: {ordr: A1, number: many}\n"
                            "    never:\n"
                            "      - dead_letter:\n";
  BOOST_TEST(
      wrong_names(lines, "[]", "[]", with_audit()) ==
      "plays.yaml:7:9: only handlers of patterns take 'tickets.snet', and nobody knows such "
      "an event; name it in 'topics' of this file where it is meant; else did you mean "
      "'tickets.sent'?\n"
      "plays.yaml:8:9: tickets.sent.order: expected text, the event's key, and it is missing; "
      "write it\n"
      "plays.yaml:8:24: tickets.sent has no member 'ordr'; did you mean 'order'?\n"
      "plays.yaml:8:42: expected a whole number, found 'many'; write one without quotes\n");
  BOOST_TEST(wrong_names("    when:\n      - tickets.snet: {order: A1}\n    never:\n"
                         "      - dead_letter:\n",
                         "[]", "[tickets.snet]", with_audit()) == "");
}

BOOST_AUTO_TEST_CASE(stand_in_events_that_can_be_published) {
  const auto when = [](const std::string& event) {
    return wrong_names("    when:\n      - " + event + "\n    never:\n      - dead_letter:\n");
  };
  BOOST_TEST(when("tickets.ordered: {order: A1, amount: -1}") ==
             "plays.yaml:7:9: tickets.ordered breaks its constraints: .amount: expected at least "
             "0, was -1\n");
  BOOST_TEST(when("tickets.ordered: {order: A1, amount: 99999999999}") ==
             "plays.yaml:7:46: tickets.ordered.amount: expected an integer from -2147483648 to "
             "2147483647, was 99999999999\n");
  BOOST_TEST(when("troupe.supervision.gave_up: {}").find("plays.yaml:7:9: ") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
