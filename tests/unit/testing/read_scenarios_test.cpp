// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/scenario.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;

namespace {

testing::scenario_file sound(const std::string& text) {
  auto read = testing::read_scenarios("plays/shop.yaml", text);
  for (const auto& each : read.complaints)
    BOOST_TEST_MESSAGE(deploy::to_string(each));
  BOOST_REQUIRE(read.value);
  return *std::move(read.value);
}

/// All that is said of a text, a line each.
std::string said_of(const std::string& text) {
  std::string all;
  for (const auto& each : testing::read_scenarios("shop.yaml", text).complaints)
    all += deploy::to_string(each) + '\n';
  return all;
}

std::string one_scenario(const std::string& lines) {
  return "deployment: shop.yaml\nscenarios:\n  - scenario: it works\n" + lines;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_file_of_scenarios)

BOOST_AUTO_TEST_CASE(says_what_is_done_and_what_is_expected) {
  const auto file = sound("deployment: ../config/shop.yaml\n"
                          "set: [payment.decline_permille=100]\n"
                          "without: [notification]\n"
                          "topics: [mails.sent]\n"
                          "scenarios:\n"
                          "  - scenario: an order is shipped\n"
                          "    given:\n"
                          "      - stock.added: {sku: MUG, quantity: 2}\n"
                          "    when:\n"
                          "      - orders.placed: {order: A1}\n"
                          "      - advance: 15m\n"
                          "      - crash: payment\n"
                          "      - shop.opened:\n"
                          "    then:\n"
                          "      - orders.shipped: {order: A1}\n"
                          "        within: 1h\n"
                          "        exactly: true\n"
                          "      - dead_letter: {service: payment, error: no card}\n"
                          "    never:\n"
                          "      - orders.rejected:\n"
                          "      - dead_letter:\n");
  BOOST_TEST(file.deployment == "config/shop.yaml");
  BOOST_TEST(file.sets == std::vector<std::string>{"payment.decline_permille=100"},
             boost::test_tools::per_element());
  BOOST_REQUIRE(file.without.size() == 1u);
  BOOST_TEST(file.without[0].name == "notification");
  BOOST_TEST((file.without[0].at == deploy::place{0, 3, 11}));
  BOOST_REQUIRE(file.topics.size() == 1u);
  BOOST_TEST(file.topics[0].name == "mails.sent");
  BOOST_REQUIRE(file.scenarios.size() == 1u);
  const auto& x = file.scenarios[0];
  BOOST_TEST(x.name == "an order is shipped");
  BOOST_REQUIRE(x.given.size() == 1u);
  BOOST_TEST(x.given[0].name == "stock.added");
  BOOST_TEST(x.given[0].payload == R"({"sku":"MUG","quantity":2})");
  BOOST_REQUIRE(x.when.size() == 4u);
  BOOST_TEST((x.when[1].kind == testing::step::kinds::advance && x.when[1].by == 15min));
  BOOST_TEST((x.when[2].kind == testing::step::kinds::crash && x.when[2].name == "payment"));
  BOOST_TEST(x.when[3].payload == "{}");
  BOOST_REQUIRE(x.then.size() == 2u);
  BOOST_TEST(x.then[0].topic == "orders.shipped");
  BOOST_TEST((x.then[0].within == 1h && x.then[0].exactly));
  BOOST_TEST(x.then[0].at.line == 15);
  BOOST_TEST(x.then[1].topic.empty());
  BOOST_TEST(x.then[1].service.name == "payment");
  BOOST_TEST(x.then[1].error == "no card");
  BOOST_TEST(x.never.size() == 2u);
}

BOOST_AUTO_TEST_CASE(is_complained_about_all_at_once) {
  const auto said = said_of("deployment: shop.yaml\n"
                            "scenarois: []\n"
                            "scenarios:\n"
                            "  - scenario: one\n"
                            "    when:\n"
                            "      - advance: 15\n"
                            "      - orders.placed: [1]\n"
                            "      - {orders.placed: {}, crash: payment}\n"
                            "      - orders..placed:\n"
                            "    then:\n"
                            "      - within: 1h\n"
                            "  - given: []\n");
  for (const auto* part :
       {"shop.yaml:2:1: the key 'scenarois' is not known in a file of scenarios; did you mean "
        "'scenarios'?",
        "shop.yaml:6:18: expected a duration, found '15'; write a number with its unit",
        "shop.yaml:7:24: expected an event's members as a map, found a list",
        "shop.yaml:8:29: 'crash' is a second thing to do in one step; begin another step",
        "shop.yaml:9:9: 'orders..placed' is no step; name a topic",
        "shop.yaml:11:9: an expectation names no event; name a topic, or write dead_letter",
        "shop.yaml:12:5: a scenario needs the key 'scenario'; add it",
        "shop.yaml:12:5: a scenario without 'then' and 'never' shows nothing"})
    BOOST_TEST(said.find(part) != std::string::npos, "missing: " << part << "\nin\n" << said);
}

BOOST_AUTO_TEST_CASE(names_topics_that_are_some) {
  const auto said = said_of("deployment: shop.yaml\ntopics: [mails..sent]\nscenarios: []\n");
  BOOST_TEST(said.find("shop.yaml:2:10: ") == 0u, said);
}

BOOST_AUTO_TEST_CASE(needs_a_deployment_and_scenarios) {
  const auto said = said_of("set: []\n");
  BOOST_TEST(said.find("a file of scenarios needs the key 'deployment'") != std::string::npos,
             said);
  BOOST_TEST(said.find("a file of scenarios needs the key 'scenarios'") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(has_one_expectation_in_each) {
  const auto said = said_of(one_scenario("    then:\n"
                                         "      - orders.shipped: {}\n"
                                         "        orders.paid: {}\n"
                                         "        exactly: maybe\n"));
  BOOST_TEST(said.find("shop.yaml:6:9: 'orders.paid' is a second expectation in one") !=
                 std::string::npos,
             said);
  BOOST_TEST(said.find("shop.yaml:7:18: expected true or false") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(hands_out_what_could_be_read_where_scenarios_are_wrong) {
  const auto read = testing::read_scenarios(
      "shop.yaml", one_scenario("    wen: []\n    then: [orders.shipped: {order: A1}]\n"));
  BOOST_TEST(!read.value);
  BOOST_REQUIRE(read.rest);
  BOOST_TEST(!read.rest->is_whole);
  BOOST_TEST(read.rest->scenarios.at(0).then.at(0).topic == "orders.shipped");
  const auto headless = testing::read_scenarios("shop.yaml", "wthout: []\n" + one_scenario(""));
  BOOST_TEST(!headless.value);
  BOOST_TEST(!headless.rest);
}

BOOST_AUTO_TEST_SUITE_END()
