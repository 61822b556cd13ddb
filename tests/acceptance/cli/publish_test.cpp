// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::trial;

namespace {

/// A deployment without a source: all numbers come from outside.
struct counter : stage {
  counter() {
    write("adder.yaml", R"(troupe: 1
name: counter
modules: [trial]
journal: {path: adder.db}
topics: {numbers.seen: {transient: true}}
tree:
  children:
    - {id: adder, service: trial.adder}
    - {id: onlooker, service: trial.onlooker}
)");
  }

  outcome_of_program publish(const std::string& topic, const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"publish", "adder.yaml", topic};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }
  outcome_of_program draw(const std::string& json,
                          const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all{"--data", json};
    all.insert(all.end(), more.begin(), more.end());
    return publish("numbers.drawn", all);
  }
  outcome_of_program run() const { return troupe({"run", "adder.yaml", "--until-idle"}); }
  boost::json::value sums() const {
    return json_of(
        troupe({"run", "adder.yaml", "--until-idle", "--ask", "trial.get_sums", "--format", "json"})
            .out);
  }
  std::vector<boost::json::value> events() const {
    std::vector<boost::json::value> all;
    for (const auto& line : lines_of(troupe({"events", "adder.yaml", "--format", "json"}).out))
      all.push_back(json_of(line));
    return all;
  }
};

constexpr const char* seven = R"({"number": 7, "colour": "red"})";

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_command_publish, counter)

BOOST_AUTO_TEST_CASE(writes_an_event_into_a_deployment_that_is_stopped) {
  run();
  const auto ran = draw(seven);
  BOOST_TEST(ran.out == "published numbers.drawn as event 1\n", ran.out + ran.err);
  BOOST_TEST(ran.exit_code == 0);
  const auto all = events();
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST(all[0].at("key").as_string() == "7");
  BOOST_TEST(all[0].at("source").as_string() == "counter");
  BOOST_TEST(all[0].at("payload").at("colour").as_string() == "red");
  BOOST_TEST(all[0].at("correlation") == all[0].at("id"));
  BOOST_TEST(sums().at("sum").as_int64() == 7);
}

BOOST_AUTO_TEST_CASE(hands_an_event_to_a_deployment_that_runs) {
  auto running = start({"run", "adder.yaml"});
  BOOST_REQUIRE(running.says("counter: runs 2 services"));
  const auto ran = draw(seven, {"--format", "json"});
  BOOST_TEST(ran.out == "{\"sequence\":1,\"duplicate\":false,\"decoded\":true}\n",
             ran.out + ran.err);
  auto asked = start({"events", "adder.yaml", "--topic", "numbers.added", "--follow"});
  BOOST_TEST(asked.prints("numbers.added"));
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
}

BOOST_AUTO_TEST_CASE(takes_an_event_with_an_id_once_whether_the_deployment_runs_or_not) {
  run();
  const std::vector<std::string> name{"--source", "https://shop.example", "--id", "A-1"};
  BOOST_TEST(draw(seven, name).out == "published numbers.drawn as event 1\n");
  const auto again = draw(R"({"number": 8, "colour": "red"})", name);
  BOOST_TEST(again.out == "duplicate of event 1; nothing was published\n");
  BOOST_TEST(again.exit_code == 0);
  {
    auto running = start({"run", "adder.yaml"});
    BOOST_REQUIRE(running.says("counter: runs 2 services"));
    BOOST_TEST(draw(seven, name).out == "duplicate of event 1; nothing was published\n");
    auto to_json = name;
    to_json.insert(to_json.end(), {"--format", "json"});
    BOOST_TEST(json_of(draw(seven, to_json).out).at("duplicate").as_bool());
    BOOST_TEST(holds(draw(seven, {"--id", "A-1"}).out, "published")); // Of another source.
    running.signal(SIGKILL); // The guard; its child dies with it.
    running.end();
  }
  BOOST_TEST(sums().at("count").as_int64() == 2);
  BOOST_TEST(draw(seven, name).out == "duplicate of event 1; nothing was published\n");
  BOOST_TEST(events()[0].at("source").as_string() == "https://shop.example");
}

BOOST_AUTO_TEST_CASE(reads_the_event_as_its_services_will) {
  run();
  const auto refused = [this](const std::string& json, const std::string& why) {
    const auto ran = draw(json);
    BOOST_TEST(ran.exit_code == 64);
    BOOST_TEST(holds(ran.err, why), ran.err);
  };
  refused(R"({"number": "7"})", ".number: expected an integer");
  refused(R"({"number": 7, "color": "red"})", ".color");
  refused("{}", "numbers.drawn does not fit its definition: .number: expected an integer, the "
                "event's key, and it is missing; .colour: expected text, and it is missing");
  refused(R"({"number": 7, "color": "red"})",
          ".colour: expected text, and it is missing; .color: \"color\" is not known here; did you "
          "mean \"colour\"?");
  refused("7", "expected an object");
  refused("{", "JSON");
  BOOST_TEST(events().empty());
}

BOOST_AUTO_TEST_CASE(refuses_what_breaks_the_constraints_of_its_event) {
  run();
  const auto loud = R"({"number": 7, "colour": "RED"})";
  const auto refused = "numbers.drawn breaks its constraints: .colour: expected text like [a-z]*, "
                       "was \"RED\"";
  const auto ran = draw(loud);
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, refused), ran.err);
  {
    auto running = start({"run", "adder.yaml"});
    BOOST_REQUIRE(running.says("counter: runs 2 services"));
    const auto asked = draw(loud);
    BOOST_TEST(asked.exit_code == 64);
    BOOST_TEST(holds(asked.err, refused), asked.err);
    running.signal(SIGTERM);
    BOOST_TEST(running.end().exit_code == 0);
  }
  BOOST_TEST(events().empty());
  BOOST_TEST(draw(loud, {"--set", "constraints=ignore"}).exit_code == 0);
  BOOST_TEST(draw(loud, {"--set", "topics.numbers.drawn.constraints=ignore"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(makes_a_dead_letter_of_what_its_handler_could_not_publish_of_it) {
  run();
  draw(R"({"number": 9100000000000000000, "colour": ""})");
  run();
  const auto told = troupe({"dead-letters", "export", "adder.yaml"}).out;
  BOOST_TEST(holds(told, "numbers.added breaks its constraints: .sum: expected at most "
                         "9000000000000000000, was 9100000000000000000"),
             told);
}

BOOST_AUTO_TEST_CASE(refuses_a_topic_that_nobody_handles) {
  run();
  const auto ran = publish("numbrs.drawn", {"--data", seven});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "no service of the deployment handles numbrs.drawn; did you mean "
                            "\"numbers.drawn\"?"),
             ran.err);
  BOOST_TEST(publish("troupe.supervision.x", {"--data", "{}"}).exit_code == 64);
  BOOST_TEST(publish("numbers..drawn", {"--data", "{}"}).exit_code == 64);
}

BOOST_AUTO_TEST_CASE(takes_json_and_a_key_where_only_patterns_take_the_topic) {
  run();
  const auto ran = publish("numbers.lost", {"--data", R"({"any": "thing"})", "--key", "k"});
  BOOST_TEST(ran.out == "published numbers.lost as event 1; no service of the deployment knows its "
                        "type, so it was read as JSON only\n",
             ran.out + ran.err);
  BOOST_TEST(events().at(0).at("key").as_string() == "k");
  const auto contrary = draw(seven, {"--key", "8"});
  BOOST_TEST(contrary.exit_code == 64);
  BOOST_TEST(holds(contrary.err, "the event says itself that its key is '7', not '8'"));
}

BOOST_AUTO_TEST_CASE(reads_the_event_from_a_file) {
  run();
  write("seven.json", std::string{seven} + '\n');
  BOOST_TEST(publish("numbers.drawn", {"--file", "seven.json"}).exit_code == 0);
  BOOST_TEST(events().at(0).at("payload").at("number").as_int64() == 7);
  const auto missing = publish("numbers.drawn", {"--file", "eight.json"});
  BOOST_TEST(missing.exit_code == 64);
  BOOST_TEST(
      holds(missing.err,
            "'eight.json' cannot be read: No such file or directory; name a file that is there"));
  BOOST_TEST(publish("numbers.drawn", {}).exit_code == 64);
  BOOST_TEST(publish("numbers.drawn", {"--data", "{}", "--file", "seven.json"}).exit_code == 64);
}

BOOST_AUTO_TEST_CASE(says_when_nobody_would_get_the_event) {
  const auto never_ran = draw(seven);
  BOOST_TEST(never_ran.exit_code == 75);
  BOOST_TEST(holds(never_ran.err, "there is no journal yet"), never_ran.err);
  run();
  const auto not_kept = publish("numbers.seen", {"--data", "{}"});
  BOOST_TEST(not_kept.exit_code == 75);
  BOOST_TEST(holds(not_kept.err, "numbers.seen is a transient topic, and counter does not run"),
             not_kept.err);
  const auto unknown = publish("numbers.seen", {"--data", "{}", "--id", "1"});
  BOOST_TEST(unknown.exit_code == 64);
  BOOST_TEST(holds(unknown.err, "none can be recognized"), unknown.err);
  write("adder.yaml", bytes("adder.yaml") + "    - {id: new, service: trial.adder, start: now}\n");
  const auto late = draw(seven);
  BOOST_TEST(late.exit_code == 75);
  BOOST_TEST(holds(late.err, "new has not run on this journal yet"), late.err);
}

BOOST_AUTO_TEST_CASE(publishes_to_whoever_listens_to_a_transient_topic) {
  auto running = start({"run", "adder.yaml"});
  BOOST_REQUIRE(running.says("counter: runs 2 services"));
  const auto ran = publish("numbers.seen", {"--data", "{}"});
  BOOST_TEST(holds(ran.out, "published numbers.seen to those who listen just now"), ran.err);
  const auto unknown = publish("numbers.seen", {"--data", "{}", "--id", "1"});
  BOOST_TEST(unknown.exit_code == 64);
  BOOST_TEST(holds(unknown.err, "none can be recognized"), unknown.err);
}

BOOST_AUTO_TEST_SUITE_END()
