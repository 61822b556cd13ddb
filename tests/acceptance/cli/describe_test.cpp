// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::trial;

namespace {

/// Says of everything that has a default something else.
constexpr const char* particular = R"(troupe: 1
name: shop
modules: [trial]
journal: {path: shop.db}
defaults: {handler_timeout: 20s, handler_grace: 10s}
guard: {intensity: 3, period: 5m, backoff: none, heartbeat: infinity}
limits: {zombies: 4, stop: 45s}
dead_letters: {events: 7, retain: {age: 30d, size: 64MiB}}
tree:
  children:
    - {id: numbers, service: trial.source}
    - {id: adder, service: trial.adder, shutdown: brutal, depends_on: [numbers],
       start_timeout: 20s, handler_timeout: 1m, handler_grace: infinity}
    - {id: work, shutdown: 1m, depends_on: [adder],
       children: [{id: onlooker, service: trial.onlooker, shutdown: infinity}]}
)";

} // namespace

BOOST_AUTO_TEST_SUITE(the_commands_check_and_describe)

BOOST_AUTO_TEST_CASE(check_ends_with_0_where_all_is_sound) {
  const stage in;
  in.write("shop.yaml",
           in.bytes("shop.yaml") + "check: {unhandled: [numbers.added, reminders.due]}\n");
  const auto ran = in.troupe({"check", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "shop.yaml: sound, 2 services\n");
  BOOST_TEST(ran.err == "");
}

BOOST_AUTO_TEST_CASE(check_ends_with_78_and_all_complaints) {
  const stage in;
  in.write("wrong.yaml", "troupe: 1\nmodules: [trial]\nnmae: shop\ntree:\n  children:\n"
                         "    - {id: a, service: trial.addre}\n"
                         "    - {id: a, service: trial.adder, options: {pasword: x}}\n");
  const auto ran = in.troupe({"check", "wrong.yaml"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(ran.out == "");
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "wrong.yaml:3:1: "));
    BOOST_TEST(holds(ran.err, "trial.adder"));
    BOOST_TEST(holds(ran.err, "is used twice"));
    BOOST_TEST(holds(ran.err, "password"));
  }
  BOOST_TEST(in.troupe({"run", "wrong.yaml"}).exit_code == 78);
}

BOOST_AUTO_TEST_CASE(
    no_command_takes_children_that_mean_different_things_by_one_version_of_an_event) {
  const stage in;
  in.write("contrary.yaml", "troupe: 1\nname: shop\nmodules: [trial, contrary]\n"
                            "journal: {path: shop.db}\ntree:\n  children:\n"
                            "    - {id: numbers, service: trial.source}\n"
                            "    - {id: reader, service: contrary.reader}\n");
  const std::string said =
      "contrary.yaml:8:12: numbers.drawn: 'reader' would not read what 'numbers' writes in version "
      "1: .number; build their modules with one definition of it, or say check: {conflicts: "
      "[\"numbers.drawn\"]}\n";
  for (const auto& command :
       std::vector<std::vector<std::string>>{{"check"}, {"run"}, {"plan"}, {"catalog", "show"}}) {
    auto arguments = command;
    arguments.push_back("contrary.yaml");
    const auto ran = in.troupe(arguments);
    BOOST_TEST_CONTEXT(command.front()) {
      BOOST_TEST(ran.exit_code == 78);
      BOOST_TEST(ran.err == said);
    }
  }
  in.write("contrary.yaml",
           in.bytes("contrary.yaml") + "check: {conflicts: [numbers.drawn], unhandled: ['>']}\n");
  const auto silenced = in.troupe({"check", "contrary.yaml"});
  BOOST_TEST(silenced.exit_code == 0);
  BOOST_TEST(!holds(silenced.err, "would not read"), silenced.err);
}

BOOST_AUTO_TEST_CASE(check_looks_at_what_is_set_on_the_command_line) {
  const stage in;
  const auto ran = in.troupe({"check", "shop.yaml", "--set", "adder.retry.attempts=no"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "--set adder.retry.attempts: "));
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_missing_is_a_complaint) {
  const stage in;
  BOOST_TEST(in.troupe({"check", "missing.yaml"}).exit_code == 78);
  BOOST_TEST(in.troupe({"describe", "missing.yaml"}).exit_code == 78);
}

BOOST_AUTO_TEST_CASE(describe_shows_the_tree_the_services_and_the_topics) {
  const stage in;
  const auto ran = in.troupe({"describe", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "at most 2 attempts over 1 ms"));
    BOOST_TEST(holds(ran.out, "events of troupe.supervision.*, at most 20 a second"));
    BOOST_TEST(holds(ran.out, "where a service wants an event for each: at most 100 a second"));
    BOOST_TEST(holds(ran.out, "rest_for_one, at most 10 restarts within 1m30s"));
    BOOST_TEST(holds(ran.out, "trial.source (source)"));
    BOOST_TEST(holds(ran.out, "answers  trial.get_sums"));
    BOOST_TEST(holds(ran.out, "numbers.drawn  numbers -> adder"));
    BOOST_TEST(holds(ran.out, "numbers.added  adder   -> nobody"));
    BOOST_TEST(holds(ran.out, "fails_every=1"));
  }
}

BOOST_AUTO_TEST_CASE(describe_shows_what_is_not_at_its_default) {
  const stage in;
  in.write("particular.yaml", particular);
  const auto ran = in.troupe({"describe", "particular.yaml"});
  BOOST_TEST_CONTEXT(ran.out) {
    for (const auto* part :
         {"\nhandlers reported after 20s, left behind after 10s more, at most 4 at a time\n",
          "\nstop     within 45s as a whole;",
          "\nguard    at most 3 restarts of the process within 5m, no backoff, killed never for "
          "want "
          "of a heartbeat\n",
          "trial.source (source)\n",
          "trial.adder, shutdown brutal, depends on numbers, starts within 20s, handlers reported "
          "after 1m, and let go on\n",
          "one_for_one, at most 10 restarts within 1m30s, shutdown 1m, depends on adder\n",
          "trial.onlooker, shutdown infinity\n"})
      BOOST_TEST(holds(ran.out, part), part << " is missing");
  }
}

BOOST_AUTO_TEST_CASE(describe_says_in_a_sentence_what_a_breaker_does) {
  const stage in;
  const auto none = in.troupe({"describe", "shop.yaml"});
  BOOST_TEST(holds(none.out, "\nbreaker  none\n"), none.out);
  const auto one = in.troupe({"describe", "shop.yaml", "--set", "adder.breaker.failures=3"});
  BOOST_TEST(holds(one.out, ", a breaker\n"), one.out);
  BOOST_TEST(holds(one.out, "breaker  after 3 failures in a row, or 50 % of at least 20 attempts "
                            "within 1m failed, only a probe is tried, after 10s, then ever later, "
                            "up to 5m\n"),
             one.out);
  const auto json = in.troupe({"describe", "shop.yaml", "--format", "json", "--set",
                               "defaults.breaker.share=none", "--set", "adder.breaker=none"});
  BOOST_TEST(holds(json.out, R"("breaker":{"failures":5,"pause":"10s","factor":)"), json.out);
  BOOST_TEST(holds(json.out, R"("breaker":"none")"), json.out);
}

BOOST_AUTO_TEST_CASE(describe_says_nothing_of_a_child_that_is_at_its_defaults) {
  const stage in;
  in.write("plain.yaml", "troupe: 1\nmodules: [trial]\njournal: {path: shop.db}\n"
                         "tree: {children: [{id: numbers, service: trial.source},\n"
                         "  {id: work, children: [{id: adder, service: trial.adder}]}]}\n");
  const auto ran = in.troupe({"describe", "plain.yaml"});
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "trial.source (source)\n"));
    BOOST_TEST(holds(ran.out, "one_for_one, at most 10 restarts within 1m30s\n"));
    BOOST_TEST(holds(ran.out, "trial.adder\n"));
  }
}

BOOST_AUTO_TEST_CASE(describe_never_shows_a_secret) {
  const stage in;
  for (const auto* format : {"text", "json", "dot"}) {
    const auto ran = in.troupe({"describe", "shop.yaml", "--format", format});
    BOOST_TEST(ran.exit_code == 0);
    BOOST_TEST(!holds(ran.out + ran.err, "sesame"));
  }
}

BOOST_AUTO_TEST_CASE(describe_says_where_publishing_is_not_declared) {
  const stage in;
  in.write("open.yaml", "troupe: 1\nmodules: [trial]\njournal: {path: shop.db}\n"
                        "tree: {children: [{id: onlooker, service: trial.onlooker},\n"
                        "                  {id: adder, service: trial.adder}]}\n");
  const auto ran = in.troupe({"describe", "open.yaml"});
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "numbers.drawn  not declared -> onlooker and adder"));
    BOOST_TEST(holds(ran.out, "not declared: what onlooker may publish"));
  }
}

BOOST_AUTO_TEST_CASE(describe_gives_json) {
  const stage in;
  const auto ran = in.troupe({"describe", "shop.yaml", "--format", "json"});
  const auto all = json_of(ran.out);
  BOOST_TEST(all.at("name").as_string() == "shop");
  const auto& work = all.at("tree").at("children").at(1);
  BOOST_TEST(work.at("strategy").as_string() == "rest_for_one");
  BOOST_TEST(work.at("children").at(0).at("options").at("password").as_string() == "***");
  BOOST_TEST(all.at("topics").at(1).at("topic").as_string() == "numbers.drawn");
  BOOST_TEST(all.at("topics").at(1).at("handled_by").at(0).as_string() == "adder");
}

BOOST_AUTO_TEST_CASE(describe_gives_the_limits_and_the_times_as_json) {
  const stage in;
  in.write("particular.yaml", particular);
  const auto all = json_of(in.troupe({"describe", "particular.yaml", "--format", "json"}).out);
  BOOST_TEST(all.at("handler_timeout").as_string() == "20s");
  BOOST_TEST(all.at("handler_grace").as_string() == "10s");
  BOOST_TEST(all.at("start_timeout").as_string() == "10s");
  BOOST_TEST(all.at("zombies").to_number<int>() == 4);
  BOOST_TEST(all.at("stop").as_string() == "45s");
  const auto& guard = all.at("guard");
  BOOST_TEST(guard.at("intensity").to_number<int>() == 3);
  BOOST_TEST(guard.at("period").as_string() == "5m");
  BOOST_TEST(guard.at("backoff").as_string() == "none");
  BOOST_TEST(guard.at("heartbeat").is_null());
  const auto& letters = all.at("dead_letters");
  BOOST_TEST(letters.at("events").to_number<int>() == 7);
  BOOST_TEST(letters.at("age").as_string() == "30d");
  BOOST_TEST(letters.at("size").to_number<int>() == 64 << 20);
}

BOOST_AUTO_TEST_CASE(describe_tells_what_is_kept_of_dead_letters) {
  const stage in;
  BOOST_TEST(holds(in.troupe({"describe", "shop.yaml"}).out,
                   "letters  at most 20 dead letters a second are events; kept until somebody "
                   "replays or drops them\n"));
  in.write("particular.yaml", particular);
  BOOST_TEST(
      holds(in.troupe({"describe", "particular.yaml"}).out,
            "letters  at most 7 dead letters a second are events; kept while seen within "
            "30d and all take at most 67 108 864 bytes, announced before they are deleted\n"));
}

BOOST_AUTO_TEST_CASE(describe_gives_what_a_child_says_of_itself_as_json) {
  const stage in;
  in.write("particular.yaml", particular);
  const auto all = json_of(in.troupe({"describe", "particular.yaml", "--format", "json"}).out);
  const auto& children = all.at("tree").at("children");
  const auto& numbers = children.at(0);
  BOOST_TEST(numbers.at("depends_on").as_array().empty());
  BOOST_TEST(numbers.at("shutdown").as_string() == "5s");
  BOOST_TEST(numbers.at("handler_timeout").as_string() == "20s");
  BOOST_TEST(numbers.at("handler_grace").as_string() == "10s");
  const auto& adder = children.at(1);
  BOOST_TEST(adder.at("depends_on").at(0).as_string() == "numbers");
  BOOST_TEST(adder.at("shutdown").as_string() == "brutal");
  BOOST_TEST(adder.at("start_timeout").as_string() == "20s");
  BOOST_TEST(adder.at("handler_timeout").as_string() == "1m");
  BOOST_TEST(adder.at("handler_grace").as_string() == "infinity");
  const auto& work = children.at(2);
  BOOST_TEST(work.at("depends_on").at(0).as_string() == "adder");
  BOOST_TEST(work.at("shutdown").as_string() == "1m");
}

BOOST_AUTO_TEST_CASE(describe_gives_a_graph) {
  const stage in;
  const auto ran = in.troupe({"describe", "shop.yaml", "--format", "dot"});
  BOOST_TEST(ran.out.substr(0, 15) == "digraph \"shop\" ");
  BOOST_TEST(holds(ran.out, "\"service numbers\" -> \"topic numbers.drawn\""));
  BOOST_TEST(holds(ran.out, "\"topic numbers.drawn\" -> \"service adder\""));
}

BOOST_AUTO_TEST_CASE(describe_names_subscriptions_that_no_child_has) {
  const stage in;
  in.run();
  in.write("less.yaml", "troupe: 1\nmodules: [trial]\njournal: {path: shop.db}\n"
                        "tree: {children: [{id: numbers, service: trial.source}]}\n");
  const auto ran = in.troupe({"describe", "less.yaml"});
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "20 events"));
    BOOST_TEST(holds(ran.out, "no child has the subscription adder"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
