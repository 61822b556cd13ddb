// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <boost/json/serialize.hpp>

using namespace troupe::trial;

namespace {

/// With a recorded definition of each.
struct recorded_stage : stage {
  recorded_stage() { BOOST_TEST_REQUIRE(record().exit_code == 0); }

  outcome_of_program record(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"catalog", "record", "shop.yaml", "--into", "definitions"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }
  outcome_of_program check(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"catalog", "check", "shop.yaml", "--against", "definitions"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }

  /// As if the definition had been another when it was recorded.
  template <class Change>
  void change(const std::string& name, Change how) const {
    auto read = json_of(bytes(name));
    how(read.as_object());
    write(name, boost::json::serialize(read));
  }
};

constexpr auto drawn_event = "definitions/events/numbers.drawn.1.json";

} // namespace

BOOST_AUTO_TEST_SUITE(the_command_catalog)

BOOST_AUTO_TEST_CASE(shows_each_event_with_its_members_and_who_handles_it) {
  const stage in;
  const auto ran = in.troupe({"catalog", "show", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.err == "");
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "numbers.drawn  version 1"));
    BOOST_TEST(holds(ran.out, "handled by adder"));
    BOOST_TEST(holds(ran.out, "  colour  text (like [a-z]*)\n"));
    BOOST_TEST(holds(ran.out, "  sum     integer (at most 9000000000000000000)\n"));
    BOOST_TEST(holds(ran.out, "state of trial.adder  version 1, by key"));
  }
}

BOOST_AUTO_TEST_CASE(shows_it_as_json_and_markdown_and_asyncapi) {
  const stage in;
  const auto json = json_of(in.troupe({"catalog", "show", "shop.yaml", "--format", "json"}).out);
  const auto& event = json.at("events").as_array().at(1);
  BOOST_TEST(event.at("event").as_string() == "numbers.drawn");
  BOOST_TEST(event.at("schema").at("type").as_string() == "object");
  BOOST_TEST(event.at("schema").at("properties").at("colour").at("pattern").as_string() ==
             "^(?:[a-z]*)$");
  const auto markdown = in.troupe({"catalog", "show", "shop.yaml", "--format", "markdown"}).out;
  BOOST_TEST(holds(markdown, "## `numbers.drawn`\n"));
  BOOST_TEST(holds(markdown, "| member | type |\n"));
  BOOST_TEST(holds(markdown, "| `colour` | text (like [a-z]*) |\n"));
  const auto api = json_of(in.troupe({"catalog", "show", "shop.yaml", "--format", "asyncapi"}).out);
  BOOST_TEST(api.at("asyncapi").as_string() == "3.0.0");
  BOOST_TEST(api.at("channels").as_object().contains("numbers.drawn"));
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_the_deployment) {
  const stage in;
  BOOST_TEST(in.troupe({"catalog", "show", "missing.yaml"}).exit_code == 78);
  BOOST_TEST(in.troupe({"catalog"}).exit_code == 64);
  BOOST_TEST(in.troupe({"catalog", "show", "shop.yaml", "--format", "xml"}).exit_code == 64);
}

BOOST_FIXTURE_TEST_CASE(finds_nothing_broken_right_after_it_was_recorded, recorded_stage) {
  const auto ran = check({"--compatibility", "full"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.err == "");
  BOOST_TEST(holds(ran.out, ": nothing is broken\n"));
  BOOST_TEST(record().exit_code == 0);
}

BOOST_FIXTURE_TEST_CASE(tells_each_break_with_its_place_and_what_to_do, recorded_stage) {
  change(drawn_event, [](auto& was) {
    was["key"] = "shade";
    was["schema"].as_object()["properties"].as_object()["shade"] =
        boost::json::object{{"type", "string"}};
  });
  const auto ran = check();
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(ran.out == "");
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, std::string{drawn_event} + ": numbers.drawn: .shade: it is gone"));
    BOOST_TEST(holds(ran.err, "; keep the member"));
    BOOST_TEST(holds(ran.err, "its key was 'shade'"));
  }
  BOOST_TEST(check({"--compatibility", "none"}).exit_code == 0);
}

BOOST_FIXTURE_TEST_CASE(tells_a_constraint_that_is_stricter_than_it_was, recorded_stage) {
  change(drawn_event, [](auto& was) {
    was["schema"].as_object()["properties"].as_object()["colour"] =
        boost::json::object{{"type", "string"}};
  });
  const auto ran = check();
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(holds(ran.err, std::string{drawn_event} +
                                ": numbers.drawn: .colour: it could be anything of its type, and "
                                "has to be like [a-z]* now; keep it as wide as it was"),
             ran.err);
  BOOST_TEST(check({"--compatibility", "forward"}).exit_code == 0);
}

BOOST_FIXTURE_TEST_CASE(records_nothing_that_breaks_what_is_recorded, recorded_stage) {
  change(drawn_event, [](auto& was) { was["version"] = 2; });
  const auto before = bytes(drawn_event);
  const auto ran = record();
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(holds(ran.err, "nothing was recorded"));
  BOOST_TEST(bytes(drawn_event) == before);
  BOOST_TEST(record({"--compatibility", "none"}).exit_code == 0);
  BOOST_TEST(bytes(drawn_event) != before);
}

BOOST_FIXTURE_TEST_CASE(names_a_file_that_is_no_record, recorded_stage) {
  write(drawn_event, "{");
  const auto ran = check();
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(holds(ran.err, drawn_event));
  const auto nowhere = troupe({"catalog", "check", "shop.yaml", "--against", "nowhere"});
  BOOST_TEST(nowhere.exit_code == 78);
  BOOST_TEST(holds(nowhere.err, "nowhere: there is no such folder"));
  const auto too_deep =
      troupe({"catalog", "check", "shop.yaml", "--against", "definitions/events"});
  BOOST_TEST(too_deep.exit_code == 78);
  BOOST_TEST(holds(too_deep.err, "definitions/events: no definition is recorded there"),
             too_deep.err);
}

BOOST_FIXTURE_TEST_CASE(notes_what_is_not_recorded, recorded_stage) {
  std::filesystem::remove(file(drawn_event));
  const auto ran = check();
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(holds(ran.err, "note: numbers.drawn, version 1, is not recorded"));
}

BOOST_AUTO_TEST_SUITE_END()
