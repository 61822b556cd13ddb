// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/event_flow.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::definitions;

namespace {

std::vector<pattern> patterns(const std::vector<std::string>& texts) {
  std::vector<pattern> all;
  for (const auto& each : texts)
    all.push_back(*pattern::parse(each));
  return all;
}

child_flow child(std::string id, const std::vector<std::string>& handles,
                 std::vector<std::string> publishes) {
  return {std::move(id), patterns(handles), std::move(publishes), true};
}

child_flow secretive(std::string id, const std::vector<std::string>& handles) {
  return {std::move(id), patterns(handles), {}, false};
}

/// A line for each warning: where, and what.
std::vector<std::string> told(const std::vector<child_flow>& children,
                              const flow_as_meant& as_meant = {},
                              const std::vector<std::string>& topics = {}) {
  std::vector<std::string> lines;
  for (const auto& each : check_flow(children, topics, as_meant))
    lines.push_back(each.child + ": " + each.what);
  return lines;
}

using lines = std::vector<std::string>;

const auto source = child("source", {}, {"a.made"});
const auto sink = child("sink", {"a.made"}, {});

void same(const lines& found, const lines& expected) {
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_flow_of_events)

BOOST_AUTO_TEST_CASE(is_sound_where_all_that_is_published_is_handled) {
  same(told({source, sink}), lines{});
  same(told({source, child("log", {">"}, {})}), lines{});
  same(told({source, child("log", {"a.*"}, {})}), lines{});
}

BOOST_AUTO_TEST_CASE(warns_of_an_event_that_nobody_handles) {
  const auto found = check_flow({source, child("other", {}, {"a.made"})}, {}, {});
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST((found.front() ==
              flow_warning{"source", "a.made", "'source' publishes a.made, and nobody handles it",
                           "let a service handle it, or say check: {unhandled: [\"a.made\"]}"}));
}

BOOST_AUTO_TEST_CASE(warns_of_a_handler_that_nobody_feeds) {
  const auto found = check_flow({sink, child("other", {"a.made"}, {})}, {}, {});
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST((found.front() ==
              flow_warning{"sink", "a.made", "'sink' handles a.made, and no service publishes it",
                           "let one publish it, or, where it comes from outside, say check: "
                           "{unfed: [\"a.made\"]}"}));
}

BOOST_AUTO_TEST_CASE(does_not_know_what_a_child_publishes_that_does_not_say_it) {
  const std::string unsaid = "any: 'any' does not say what it publishes, so events that nobody "
                             "publishes are not found";
  same(told({sink, secretive("any", {})}), lines{unsaid});
  same(told({sink, secretive("any", {"b.*"})}, {}, {"c.made"}), lines{unsaid});
  same(told({source, secretive("any", {})}),
       lines{"source: 'source' publishes a.made, and nobody handles it", unsaid});
  flow_as_meant meant;
  meant.unsaid = patterns({"any"});
  same(told({sink, secretive("any", {})}, meant), lines{});
}

BOOST_AUTO_TEST_CASE(is_fed_by_the_runtime_with_its_own_topics) {
  same(told({child("watch", {"troupe.supervision.child_restarted", "troupe.>"}, {})}), lines{});
}

BOOST_AUTO_TEST_CASE(warns_of_a_pattern_that_is_no_event) {
  same(told({source, sink, child("log", {"b.*"}, {}), child("more", {"b.*"}, {})}),
       lines{"log: 'log' handles b.*, and there is no such event"});
}

BOOST_AUTO_TEST_CASE(warns_of_a_topic_that_the_deployment_names_alone) {
  const auto found = check_flow({source, sink}, {"a.made", "a.mode"}, {});
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST((found.front() == flow_warning{"", "a.mode", "no service publishes or handles a.mode",
                                            "correct the topic, take it out, or say check: "
                                            "{unmatched: [\"a.mode\"]}"}));
}

BOOST_AUTO_TEST_CASE(warns_of_events_that_go_round) {
  same(told({child("ping", {"a.asked"}, {"a.said", "a.heard"}),
             child("pong", {"a.said"}, {"a.asked"}), child("log", {"a.heard"}, {})}),
       lines{"ping: events go round: a.asked -> 'ping' -> a.said -> 'pong' -> a.asked"});
  same(told({child("echo", {"a.said"}, {"a.said"})}),
       lines{"echo: events go round: a.said -> 'echo' -> a.said"});
  // Another that handles it stands before.
  same(told({child("log", {"a.said"}, {"a.heard"}), child("end", {"a.heard"}, {}),
             child("echo", {"a.said"}, {"a.said"})}),
       lines{"echo: events go round: a.said -> 'echo' -> a.said"});
}

BOOST_AUTO_TEST_CASE(does_not_guess_which_handler_publishes_what) {
  same(told({child("orders", {"a.placed", "a.reserved"}, {"a.requested"}),
             child("stock", {"a.requested"}, {"a.reserved"}), child("shop", {}, {"a.placed"})}),
       lines{});
}

BOOST_AUTO_TEST_CASE(is_silent_of_what_is_meant_by_name_or_by_pattern) {
  flow_as_meant meant;
  meant.unhandled = patterns({"a.*"});
  same(told({source}, meant), lines{});
  meant.unfed = patterns({"b.made"});
  same(told({source, child("b", {"b.made"}, {})}, meant), lines{});
  meant.unmatched = patterns({"c.*", "d.>"});
  same(told({source, child("c", {"c.*"}, {})}, meant, {"d.made"}), lines{});
  meant.cycles = patterns({"a.said"});
  same(
      told({child("ping", {"a.asked"}, {"a.said"}), child("pong", {"a.said"}, {"a.asked"})}, meant),
      lines{});
}

BOOST_AUTO_TEST_CASE(is_silent_of_nothing_else) {
  flow_as_meant meant;
  meant.unfed = meant.unmatched = meant.cycles = patterns({"a.made"});
  same(told({source}, meant), lines{"source: 'source' publishes a.made, and nobody handles "
                                    "it"});
}

BOOST_AUTO_TEST_CASE(knows_what_is_silenced_and_needs_not_be) {
  flow_as_meant meant;
  meant.unhandled = patterns({"a.*", "a.made", "b.made"});
  meant.unfed = patterns({"c.made", "a.made"});
  meant.unmatched = patterns({"d.*", "e.made"});
  meant.cycles = patterns({"f.said", "a.made"});
  const std::vector<child_flow> all{source, child("c", {"c.made", "d.*"}, {}),
                                    child("f", {"f.said"}, {"f.said"})};
  using silences = std::vector<unused_silence>;
  BOOST_TEST((unused_silences(all, {}, meant) == silences{{"unhandled", "b.made"},
                                                          {"unfed", "a.made"},
                                                          {"unmatched", "e.made"},
                                                          {"cycles", "a.made"}}));
  // Beside one that may publish whatever it likes nobody looks for all of it.
  meant.unhandled = patterns({"a.made"});
  meant.cycles = {};
  BOOST_TEST((unused_silences({source, secretive("any", {})}, {}, meant).empty()));
}

BOOST_AUTO_TEST_SUITE_END()
