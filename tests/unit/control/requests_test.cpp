// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "control/conversation.hpp"
#include "control/requests.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <random>
#include <string>
#include <vector>

using namespace troupe;
using namespace troupe::control;
namespace data = boost::unit_test::data;

namespace {

const uuid letter = *parse_uuid("01936c5e-4f2a-7cc3-98a1-0123456789ab");

std::vector<request> all_requests() {
  return {get_status{},
          change_child{child_verb::start, "payment"},
          change_child{child_verb::restart, "inventory/2"},
          change_child{child_verb::terminate, "a \"strange\" id\n"},
          move_letters{letter_verb::replay, {letter}},
          move_letters{letter_verb::drop, {letter, letter}, "anna", "paid by hand"},
          edit_letter{letter, "{\"n\":\n1}", "anna", "a typing error"},
          cancel_timers{{letter, letter}},
          publish_event{"orders.placed", "{\"n\":\n1}"},
          publish_event{"orders.placed", "{}", "k", "https://shop.example", "A-1"},
          back_up_journal{"/backups/a \"strange\" name.db", true},
          plan_deployment{{"/etc/shop.yaml", {"a.b=c"}}},
          reload_deployment{{"/etc/shop.yaml", {}}},
          compact_journal{},
          change_subscription{subscription_verb::pause, "payment", "anna", "it moves tonight"},
          change_subscription{subscription_verb::resume, "payment"},
          change_subscription{subscription_verb::forget, "newsletter"},
          seek_subscription{"payment", *parse_starting_point("now")},
          seek_subscription{"payment", *parse_starting_point("17"), state_fate::reset, true},
          seek_subscription{"payment", *parse_starting_point("2026-11-22T17:43:18Z"),
                            state_fate::keep, false}};
}

struct refused_line {
  std::string line;
  ec code;
  std::string says;
};
std::ostream& operator<<(std::ostream& out, const refused_line& x) {
  return out << x.line;
}

const std::vector<refused_line> refused_lines{
    {"", ec::malformed, R"(as in {"version":1,"command":"status","arguments":{}})"},
    {"status", ec::malformed, "a request is one line of JSON"},
    {"[1]", ec::malformed, "expected an object"},
    {"{}", ec::incompatible, "and the request version 0"},
    {R"({"version":2,"command":"status"})", ec::incompatible,
     "this deployment speaks version 1 of the control protocol, and the request version 2"},
    {R"({"version":1})", ec::invalid, "command: '' is none; known are status, children.start"},
    {R"({"version":1,"command":"statsu"})", ec::invalid, "did you mean \"status\"?"},
    {R"({"version":1,"command":"status","colour":"red"})", ec::malformed, "colour"},
    {R"({"version":1,"command":"status","arguments":{"id":"x"}})", ec::malformed, "arguments"},
    {R"({"version":1,"command":"children.start"})", ec::invalid, "arguments.id: name the child"},
    {R"({"version":1,"command":"children.start","arguments":{"id":7}})", ec::malformed,
     "arguments.id: expected text, was 7"},
    {R"({"version":1,"command":"timers.cancel","arguments":{"ids":[]}})", ec::invalid,
     "name 1 to 256 timers, not 0"},
    {R"({"version":1,"command":"publish","arguments":{"payload":"{}"}})", ec::invalid,
     "arguments.topic: name the event's topic"},
    {R"({"version":1,"command":"publish","arguments":{"topic":"a","data":{}}})", ec::malformed,
     "data"},
    {R"({"version":1,"command":"dead_letters.drop","arguments":{"ids":[]}})", ec::invalid,
     "name 1 to 256 dead letters, not 0"},
    {R"({"version":1,"command":"dead_letters.drop","arguments":{"ids":["x"]}})", ec::malformed,
     "arguments.ids[0]: \"x\" is not a UUID"},
    {R"({"version":1,"command":"deployment.reload","arguments":{"file":"shop.yaml"}})", ec::invalid,
     "arguments.file: name a deployment's file by its path from the root"},
    {R"({"version":1,"command":"deployment.plan"})", ec::invalid,
     "arguments.file: name a deployment's file by its path from the root"},
    {R"({"version":1,"command":"journal.backup","arguments":{"to":"copy.db"}})", ec::invalid,
     "arguments.to: name a file by its path from the root"},
    {R"({"version":1,"command":"journal.compact","arguments":{"topic":"a"}})", ec::malformed,
     "topic"},
    {R"({"version":1,"command":"subscriptions.pause"})", ec::invalid,
     "arguments.id: name a subscription"},
    {R"({"version":1,"command":"subscriptions.seek","arguments":{"to":"now"}})", ec::invalid,
     "arguments.id: name a subscription"},
    {R"({"version":1,"command":"subscriptions.seek","arguments":{"id":"a","to":"end"}})",
     ec::invalid, "arguments.to: 'end' is no place in a journal"},
    {R"({"version":1,"command":"subscriptions.seek","arguments":{"id":"a","to":"now","states":"burn"}})",
     ec::malformed, "arguments.states"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_request)

BOOST_AUTO_TEST_CASE(is_the_same_after_its_way_through_a_line) {
  for (const auto& each : all_requests()) {
    const auto line = line_of(each);
    BOOST_TEST_CONTEXT(line) {
      BOOST_TEST(line.find('\n') == std::string::npos);
      const auto read = parse_request(line);
      BOOST_TEST_REQUIRE(read.has_value());
      BOOST_TEST(line_of(*read) == line);
    }
  }
}

BOOST_DATA_TEST_CASE(that_cannot_be_understood_is_refused_with_what_and_what_to_do,
                     data::make(refused_lines)) {
  const auto read = parse_request(sample.line);
  BOOST_TEST_REQUIRE(!read.has_value());
  BOOST_TEST(static_cast<int>(read.failure().code) == static_cast<int>(sample.code));
  BOOST_TEST(to_string(read.failure()).find(sample.says) != std::string::npos,
             to_string(read.failure()));
}

BOOST_AUTO_TEST_CASE(that_is_damaged_in_any_way_is_read_or_refused_and_never_more) {
  std::mt19937 random{20261125};
  const auto all = all_requests();
  std::size_t refused = 0;
  for (int i = 0; i < 100'000; ++i) {
    auto line = line_of(all[random() % all.size()]);
    for (auto changes = 1 + random() % 4; changes > 0 && !line.empty(); --changes) {
      const auto at = random() % line.size();
      switch (random() % 4) {
      case 0:
        line[at] = static_cast<char>(random());
        break;
      case 1:
        line.erase(at, 1 + random() % 8);
        break;
      case 2:
        line.insert(at, 1 + random() % 3, "{}[]\",:\\0"[random() % 9]);
        break;
      default:
        line += line.substr(at);
      }
    }
    const auto read = parse_request(line);
    if (read)
      BOOST_REQUIRE(parse_request(line_of(*read)));
    else
      BOOST_REQUIRE(!parse_reply(reply_of(read.failure())));
    refused += read ? 0 : 1;
  }
  BOOST_TEST(refused > 50'000u);
  BOOST_TEST(refused < 100'000u); // Some changes are to names and numbers, which may be any.
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_reply)

BOOST_AUTO_TEST_CASE(carries_a_value_or_an_error) {
  BOOST_TEST(*parse_reply(reply_of(R"({"a":[1,2]})")) == R"({"a":[1,2]})");
  const error told{ec::not_found, "there is no child 'x'\nat all", "x"};
  const auto read = parse_reply(reply_of(told));
  BOOST_TEST_REQUIRE(!read.has_value());
  BOOST_TEST((read.failure() == told));
}

BOOST_AUTO_TEST_CASE(of_another_version_is_not_guessed_at) {
  const auto read = parse_reply(R"({"version":2,"value":{}})");
  BOOST_TEST_REQUIRE(!read.has_value());
  BOOST_TEST(to_string(read.failure()) ==
             "the deployment speaks version 2 of the control protocol, and this program version 1; "
             "use the program that runs the deployment");
  BOOST_TEST(!parse_reply("HTTP/1.1 400 Bad Request").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_conversation)

BOOST_AUTO_TEST_CASE(gives_whole_lines_one_after_the_other) {
  conversation talk;
  talk.receive("on");
  BOOST_TEST(!talk.next().has_value());
  talk.receive("e\ntwo\nthr");
  BOOST_TEST(talk.next().value() == "one");
  BOOST_TEST(!talk.next().has_value());
  BOOST_TEST(talk.room() == 0u);
  talk.answer("1");
  BOOST_TEST(!talk.next().has_value()); // It is not sent yet.
  BOOST_TEST(talk.to_send() == "1\n");
  talk.sent(1);
  BOOST_TEST(talk.to_send() == "\n");
  talk.sent(1);
  BOOST_TEST(talk.next().value() == "two");
  talk.answer("2");
  talk.sent(2);
  BOOST_TEST(!talk.next().has_value());
  BOOST_TEST(talk.room() == request_max + 1 - 3);
}

BOOST_AUTO_TEST_CASE(takes_a_line_of_the_greatest_length_and_none_longer) {
  conversation talk;
  talk.receive(std::string(request_max, 'x') + '\n');
  BOOST_TEST(talk.next().value().size() == request_max);
  talk.answer("ok");
  talk.sent(3);
  talk.receive(std::string(request_max + 1, 'x'));
  BOOST_TEST(!talk.next().has_value());
  BOOST_TEST(talk.is_at_end());
  BOOST_TEST(talk.room() == 0u);
  const auto told = parse_reply(talk.to_send());
  BOOST_TEST(told.failure().what == "a request has at most 65536 bytes; name less in each");
}

BOOST_AUTO_TEST_SUITE_END()
