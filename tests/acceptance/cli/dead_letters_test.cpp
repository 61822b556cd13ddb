// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "support/processes.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace troupe::trial;

namespace {

/// A stage on which the adder has rejected 4 and 8, and the source has met two lines that are no
/// numbers.
struct after_failures : stage {
  after_failures() {
    run({"--set", "adder.fails=reject", "--set", "adder.fails_every=4", "--set",
         "numbers.bad_lines=2"});
  }

  boost::json::value list(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"dead-letters", "list", "shop.yaml", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return json_of(troupe(arguments).out);
  }

  std::int64_t count(const std::vector<std::string>& more = {}) const {
    return list(more).at("count").as_int64();
  }

  std::string first_id(const std::string& service) const {
    return std::string{list({"--service", service}).at("dead_letters").at(0).at("id").as_string()};
  }

  outcome_of_program letters(const std::string& command,
                             const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"dead-letters", command, "shop.yaml"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }

  /// A child may not have started yet where its deployment says that it runs.
  bool adder_runs() const {
    const auto seen = json_of(troupe({"status", "shop.yaml", "--format", "json"}).out);
    const auto& all = seen.at("children").as_array();
    return std::any_of(all.begin(), all.end(), [](const auto& each) {
      return each.at("id").as_string() == "adder" && each.at("state").as_string() == "running";
    });
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_command_dead_letters, after_failures)

BOOST_AUTO_TEST_CASE(list_counts_by_kind_and_shows_each) {
  const auto ran = letters("list", {});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "4 dead letters"));
    BOOST_TEST(holds(ran.out, "      2  adder           rejected         an unlucky number"));
    BOOST_TEST(holds(ran.out, "      2  numbers         bad_input        a number was expected"));
    BOOST_TEST(holds(ran.out, "numbers.drawn 8"));
    BOOST_TEST(!holds(ran.out, "\x1b"));
    BOOST_TEST(holds(ran.out, first_id("adder")));
  }
}

BOOST_AUTO_TEST_CASE(list_shows_only_what_is_asked_for) {
  BOOST_TEST(count() == 4);
  BOOST_TEST(count({"--service", "adder"}) == 2);
  BOOST_TEST(count({"--reason", "bad_input"}) == 2);
  BOOST_TEST(count({"--service", "adder", "--reason", "bad_input"}) == 0);
  BOOST_TEST(holds(letters("list", {"--limit", "1"}).out, "these are the latest 1;"));
}

BOOST_AUTO_TEST_CASE(show_tells_the_whole_of_one) {
  const auto ran = letters("show", {first_id("adder")});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "reason        rejected"));
    BOOST_TEST(holds(ran.out, "error         an unlucky number"));
    BOOST_TEST(holds(ran.out, "attempts      1"));
    BOOST_TEST(holds(ran.out, "event         numbers.drawn, version 1, sequence 4"));
    BOOST_TEST(holds(ran.out, "\"number\": 4"));
  }
  const auto json = json_of(letters("show", {first_id("adder"), "--format", "json"}).out);
  BOOST_TEST(json.at("event").at("payload").at("number").as_int64() == 4);
  BOOST_TEST(json.at("attempts").as_array().size() == 1u);
  const auto input = json_of(letters("show", {first_id("numbers"), "--format", "json"}).out);
  BOOST_TEST(input.at("event").is_null());
  BOOST_TEST(input.at("text").as_string() == "line \x1b 1");
}

BOOST_AUTO_TEST_CASE(one_that_is_not_there_is_named) {
  const std::string nobody = "01936c5e-4f2a-7cc3-98a1-0123456789ab";
  for (const auto* command : {"show", "replay", "drop"}) {
    const auto ran = letters(command, {nobody});
    BOOST_TEST(ran.exit_code == 64);
    BOOST_TEST(holds(ran.err, nobody + "; troupe dead-letters list shop.yaml shows"));
  }
}

BOOST_AUTO_TEST_CASE(that_nobody_has_are_nothing_to_move) {
  for (const auto* command : {"replay", "drop"}) {
    const auto none = "so there is nothing to " + std::string{command} + "\n";
    const auto typo = letters(command, {"--service", "addr"});
    BOOST_TEST(typo.exit_code == 64);
    BOOST_TEST(typo.err == "troupe: --service: there is no child 'addr', and none had dead "
                           "letters; did you mean \"adder\"?\n");
    BOOST_TEST(typo.out.empty());
    BOOST_TEST(letters("drop", {"--service", "adder"}).exit_code == 0);
    const auto empty = letters(command, {"--service", "adder"});
    BOOST_TEST(empty.exit_code == 0);
    BOOST_TEST(empty.out == "there are no dead letters of the service adder, " + none);
    BOOST_TEST(letters("drop", {"--all"}).exit_code == 0);
    const auto all = letters(command, {"--all"});
    BOOST_TEST(all.exit_code == 0);
    BOOST_TEST(all.out == "there are no dead letters, " + none);
  }
}

BOOST_AUTO_TEST_CASE(replay_sends_one_to_the_service_that_failed) {
  const auto ran = letters("replay", {first_id("adder")});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "replayed 1 dead letter, handled when the deployment runs\n");
  BOOST_TEST(count({"--service", "adder"}) == 1);
  const auto mended = run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(mended.exit_code == 0);
  BOOST_TEST(mended.out == "{\"count\":9,\"sum\":47}\n");
}

BOOST_AUTO_TEST_CASE(replay_says_why_input_stays) {
  const auto all = letters("replay", {"--all"});
  BOOST_TEST(all.exit_code == 0);
  BOOST_TEST(holds(all.out, "replayed 2 dead letters"));
  BOOST_TEST_CONTEXT(all.err) {
    BOOST_TEST(holds(all.err, "correct the input"));
  }
  BOOST_TEST(count() == 2);
  BOOST_TEST(letters("replay", {first_id("numbers")}).exit_code == 64);
  BOOST_TEST(run({"--ask", "trial.get_sums", "--format", "json"}).out ==
             "{\"count\":10,\"sum\":55}\n");
}

BOOST_AUTO_TEST_CASE(what_fails_again_is_a_dead_letter_again_with_its_attempts_from_1) {
  BOOST_TEST(letters("replay", {"--service", "adder"}).exit_code == 0);
  run({"--set", "adder.fails=retry"});
  const auto again = list({"--service", "adder"});
  BOOST_TEST(again.at("count").as_int64() == 2);
  const auto& first = again.at("dead_letters").at(0);
  BOOST_TEST(first.at("reason").as_string() == "attempts_spent");
  BOOST_TEST(first.at("attempts").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(drop_removes_for_good) {
  const auto ran = letters("drop", {"--service", "numbers"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "dropped 2 dead letters\n");
  BOOST_TEST(count() == 2);
  BOOST_TEST(letters("drop", {"--all"}).exit_code == 0);
  BOOST_TEST(letters("list", {}).out == "no dead letters\n");
}

BOOST_AUTO_TEST_CASE(beside_a_deployment_that_runs_are_replayed_by_it_at_once) {
  const auto id = first_id("adder");
  auto running = start({"run", "shop.yaml"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  while (!adder_runs()) {
  }
  BOOST_TEST(count() == 4);
  const auto one = letters("replay", {id});
  BOOST_TEST(one.exit_code == 0);
  BOOST_TEST(one.out == "replayed 1 dead letter, and the deployment handles them\n");
  const auto again = letters("replay", {id});
  BOOST_TEST(again.exit_code == 64);
  BOOST_TEST(holds(again.err, "there is no dead letter " + id));
  const auto rest = letters("replay", {"--all"});
  BOOST_TEST(rest.exit_code == 0);
  BOOST_TEST(rest.out == "replayed 1 dead letter, and the deployment handles them\n");
  BOOST_TEST(holds(rest.err, "correct the input"));
  BOOST_TEST(letters("drop", {"--service", "numbers"}).out == "dropped 2 dead letters\n");
  BOOST_TEST(letters("drop", {"--all"}).out ==
             "there are no dead letters, so there is nothing to drop\n");
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(run({"--ask", "trial.get_sums", "--format", "json"}).out ==
             "{\"count\":10,\"sum\":55}\n");
}

BOOST_AUTO_TEST_CASE(whose_owner_cannot_be_reached_stay_and_the_owner_is_named) {
  const auto id = first_id("adder");
  // Something stands where its socket should be, so it has none.
  write("shop.db.control", "");
  auto running = start({"run", "shop.yaml"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  BOOST_TEST(running.says("no command can reach this deployment"));
  for (const auto* command : {"replay", "drop"}) {
    const auto ran = letters(command, {id});
    BOOST_TEST(ran.exit_code == 75);
    BOOST_TEST(
        holds(ran.err, "process " + std::to_string(troupe::support::child_of(running.pid()))),
        ran.err);
  }
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(count() == 4);
}

BOOST_AUTO_TEST_CASE(resolve_lets_a_key_go_on_without_its_dead_letter) {
  const stage other;
  const auto held = [&](const std::string& command, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"dead-letters", command, "shop.yaml"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return other.troupe(arguments);
  };
  other.run({"--set", "adder.fails=reject", "--set", "adder.fails_every=4", "--set",
             "adder.after_dead_letter=hold"});
  const auto listed = json_of(held("list", {"--format", "json"}).out).at("dead_letters");
  BOOST_TEST_REQUIRE(listed.as_array().size() == 2u);
  BOOST_TEST(listed.at(0).at("holds").as_bool());
  const std::string id{listed.at(0).at("id").as_string()};
  BOOST_TEST(holds(held("show", {id}).out, "the later events of its key"));
  const auto dropped = held("drop", {id});
  BOOST_TEST(dropped.exit_code == 64);
  BOOST_TEST(holds(dropped.err, "'resolve' lets them go on without it"));
  const auto resolved = held("resolve", {id});
  BOOST_TEST(resolved.exit_code == 0);
  BOOST_TEST(resolved.out == "resolved 1 dead letter\n");
  BOOST_TEST(holds(held("replay", {"--all"}).out, "replayed 1 dead letter, handled when"));
  const auto again = held("resolve", {id});
  BOOST_TEST(again.exit_code == 64);
  BOOST_TEST(holds(again.err, "there is no dead letter " + id));
  BOOST_TEST(holds(letters("resolve", {first_id("adder")}).err, "no later event waits behind it"));
  const auto figures = json_of(other.run({"--ask", "trial.get_sums", "--format", "json"}).out);
  BOOST_TEST(figures.at("sum").as_int64() == 55 - 4);
}

BOOST_AUTO_TEST_SUITE_END()
