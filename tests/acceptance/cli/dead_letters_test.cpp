// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "support/processes.hpp"
#include "troupe/time.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>

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
    std::vector<std::string> arguments{"dead-letters", "list",     "shop.yaml",
                                       "--ungrouped",  "--format", "json"};
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

  outcome_of_program drop(std::vector<std::string> which) const {
    which.insert(which.end(), {"--reason", "it is old"});
    return letters("drop", which);
  }

  std::vector<boost::json::value> trail() const {
    std::vector<boost::json::value> all;
    for (const auto& line : lines_of(letters("audit", {"--format", "json"}).out))
      all.push_back(json_of(line));
    return all;
  }

  /// What the list says of the groups, as JSON.
  boost::json::value groups(std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--format", "json"});
    return json_of(letters("list", more).out);
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

BOOST_AUTO_TEST_CASE(list_counts_those_with_the_same_trouble_in_a_line) {
  const auto ran = letters("list", {});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "4 dead letters in 2 groups (times in UTC)\n"));
    BOOST_TEST(holds(ran.out, "  2 x adder: an unlucky number (rejected), since "));
    BOOST_TEST(holds(ran.out, "  2 x numbers: a number was expected (bad_input), since "));
    BOOST_TEST(holds(ran.out, ", newest "));
  }
  const auto json = groups();
  BOOST_TEST(json.at("count").as_int64() == 4);
  const auto& first = json.at("groups").at(0);
  BOOST_TEST(first.at("service").as_string() == "adder");
  BOOST_TEST(first.at("count").as_int64() == 2);
  BOOST_TEST(holds(ran.out, std::string{first.at("group").as_string()} + "  2 x adder"));
}

BOOST_AUTO_TEST_CASE(list_shows_each_where_it_is_asked_to) {
  const auto ran = letters("list", {"--ungrouped"});
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
  BOOST_TEST(
      holds(letters("list", {"--ungrouped", "--limit", "1"}).out, "these are the latest 1;"));
  BOOST_TEST(holds(letters("list", {"--limit", "1"}).out, "these are the largest 1;"));
  BOOST_TEST(count({"--topic", "numbers.*"}) == 2);
  BOOST_TEST(count({"--topic", "orders.>", "--topic", "numbers.drawn"}) == 2);
  BOOST_TEST(count({"--topic", "orders.>"}) == 0);
  BOOST_TEST(count({"--key", "8"}) == 0); // The adder has one state for all.
  BOOST_TEST(count({"--since", "1h"}) == 4);
  BOOST_TEST(count({"--since", "2126-01-01T00:00:00Z"}) == 0);
  BOOST_TEST(count({"--age", "1h"}) == 0);
  BOOST_TEST(groups({"--topic", "numbers.*"}).at("count").as_int64() == 2);
  const std::string group{
      groups({"--service", "numbers"}).at("groups").at(0).at("group").as_string()};
  BOOST_TEST(count({"--group", group}) == 2);
  BOOST_TEST(count({"--group", group, "--service", "adder"}) == 0);
  BOOST_TEST(groups({"--group", group}).at("count").as_int64() == 2);
}

BOOST_AUTO_TEST_CASE(a_filter_that_is_none_is_refused_with_what_would_be_good) {
  const std::pair<std::vector<std::string>, const char*> rows[] = {
      {{"--reason", "tired"}, "--reason: 'tired' is none; use attempts_spent"},
      {{"--topic", "a..b"}, "--topic: "},
      {{"--since", "noon"}, "--since: 'noon' is no time; write one like 2026-"},
      {{"--age", "30"}, "--age: "},
      {{"--group", "adder"}, "--group: 'adder' is no group's name"}};
  for (const auto& [options, says] : rows)
    for (const auto* command : {"list", "replay", "export"}) {
      const auto ran = letters(command, options);
      BOOST_TEST(ran.exit_code == 64);
      BOOST_TEST(holds(ran.err, says), ran.err);
    }
}

BOOST_AUTO_TEST_CASE(show_tells_the_whole_of_one) {
  const auto ran = letters("show", {first_id("adder")});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "reason        rejected"));
    BOOST_TEST(holds(ran.out, "module        trial, troupe "));
    BOOST_TEST(holds(ran.out, "first seen    20"));
    BOOST_TEST(holds(ran.out, "  trace       00-"));
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
  const std::pair<const char*, std::vector<std::string>> commands[] = {
      {"show", {nobody}},
      {"replay", {nobody}},
      {"drop", {nobody, "--reason", "it is old"}},
      {"edit", {nobody, "--file", "shop.yaml"}}};
  for (const auto& [command, arguments] : commands) {
    const auto ran = letters(command, arguments);
    BOOST_TEST(ran.exit_code == 64);
    BOOST_TEST(holds(ran.err, nobody + "; troupe dead-letters list shop.yaml --ungrouped shows"),
               ran.err);
  }
}

BOOST_AUTO_TEST_CASE(that_nobody_has_are_nothing_to_move) {
  for (const std::string command : {"replay", "drop"}) {
    const auto none = "so there is nothing to " + command + "\n";
    const auto said = [&](std::vector<std::string> options) {
      if (command == "drop")
        options.insert(options.end(), {"--reason", "it is old"});
      return letters(command, options);
    };
    const auto typo = said({"--service", "addr"});
    BOOST_TEST(typo.exit_code == 64);
    BOOST_TEST(typo.err == "troupe: --service: there is no child 'addr', and none had dead "
                           "letters; did you mean \"adder\"?\n");
    BOOST_TEST(typo.out.empty());
    BOOST_TEST(drop({"--service", "adder"}).exit_code == 0);
    const auto empty = said({"--service", "adder"});
    BOOST_TEST(empty.exit_code == 0);
    BOOST_TEST(empty.out == "there are no dead letters of the service adder, " + none);
    const auto unfit = said({"--topic", "orders.>"});
    BOOST_TEST(unfit.out == "there are no dead letters that fit, " + none);
    BOOST_TEST(drop({"--all"}).exit_code == 0);
    const auto all = said({"--all"});
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
  const auto ran = drop({"--service", "numbers"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "dropped 2 dead letters\n");
  BOOST_TEST(count() == 2);
  BOOST_TEST(drop({"--all"}).exit_code == 0);
  BOOST_TEST(letters("list", {}).out == "no dead letters\n");
  BOOST_TEST(letters("list", {"--ungrouped"}).out == "no dead letters\n");
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
  BOOST_TEST(drop({"--service", "numbers"}).out == "dropped 2 dead letters\n");
  BOOST_TEST(drop({"--all"}).out == "there are no dead letters, so there is nothing to drop\n");
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
    const auto ran = std::string{command} == "drop" ? drop({id}) : letters(command, {id});
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
  const auto run = [&] {
    return other.run({"--set", "adder.fails=reject", "--set", "adder.fails_every=4", "--set",
                      "adder.after_dead_letter=hold"});
  };
  // All numbers are added to one state, so all that follow wait behind four.
  run();
  const auto listed = json_of(held("list", {"--ungrouped", "--format", "json"}).out);
  const auto& letter = listed.at("dead_letters").at(0);
  BOOST_TEST(listed.at("count").as_int64() == 1);
  BOOST_TEST(letter.at("holds").as_bool());
  const std::string id{letter.at("id").as_string()};
  BOOST_TEST(holds(held("show", {id}).out, "the later events of its key"));
  const auto status = other.troupe({"status", "shop.yaml"});
  BOOST_TEST(holds(status.out, "adder: 7 deliveries are held by dead letters until"));
  const auto dropped = held("drop", {id, "--reason", "old"});
  BOOST_TEST(dropped.exit_code == 64);
  BOOST_TEST(holds(dropped.err, "'resolve' lets them go on without it"));
  BOOST_TEST(holds(held("resolve", {id}).err, "say why: --reason TEXT"));
  const auto resolved = held("resolve", {id, "--reason", "paid by hand"});
  BOOST_TEST(resolved.exit_code == 0);
  BOOST_TEST(resolved.out == "resolved 1 dead letter\n");
  const auto again = held("resolve", {id, "--reason", "again"});
  BOOST_TEST(again.exit_code == 64);
  BOOST_TEST(holds(again.err, "there is no dead letter " + id));
  BOOST_TEST(holds(held("audit", {}).out, "Z  resolved  " + id));
  run(); // Up to eight.
  BOOST_TEST(holds(held("replay", {"--all"}).out, "replayed 1 dead letter, handled when"));
  BOOST_TEST(holds(letters("resolve", {first_id("adder"), "--reason", "x"}).err,
                   "no later event waits behind it"));
  const auto figures = json_of(other.run({"--ask", "trial.get_sums", "--format", "json"}).out);
  BOOST_TEST(figures.at("sum").as_int64() == 55 - 4);
}

BOOST_AUTO_TEST_CASE(drop_wants_a_reason_which_the_audit_trail_keeps) {
  const auto id = first_id("adder");
  const auto silent = letters("drop", {id});
  BOOST_TEST(silent.exit_code == 64);
  BOOST_TEST(holds(silent.err, "say why: --reason TEXT"));
  // Whoever means the filter must not drop more than he thinks.
  const auto mistaken = letters("drop", {"--service", "adder", "--reason", "rejected"});
  BOOST_TEST(mistaken.exit_code == 64);
  BOOST_TEST(holds(mistaken.err, "say --letter-reason rejected"));
  BOOST_TEST(count() == 4);
  BOOST_TEST(letters("drop", {id, "--reason", "paid by hand"}).exit_code == 0);
  BOOST_TEST(letters("drop", {"--letter-reason", "bad_input", "--reason", "old"}).out ==
             "dropped 2 dead letters\n");
  const auto all = trail();
  BOOST_TEST_REQUIRE(all.size() == 3u);
  BOOST_TEST(all[0].at("what").as_string() == "dropped");
  BOOST_TEST(all[0].at("letter").as_string() == id);
  BOOST_TEST(all[0].at("reason").as_string() == "paid by hand");
  BOOST_TEST(all[0].at("service").as_string() == "adder");
  BOOST_TEST(all[0].at("topic").as_string() == "numbers.drawn");
  BOOST_TEST(!all[0].at("who").as_string().empty());
  BOOST_TEST(holds(letters("audit", {}).out, "Z  dropped   " + id + "  by "));
  BOOST_TEST(holds(letters("audit", {}).out, "adder, numbers.drawn, sequence 4: paid by hand\n"));
}

BOOST_AUTO_TEST_CASE(a_dry_run_says_what_would_be_done_and_does_nothing) {
  const auto replay = letters("replay", {"--all", "--dry-run"});
  BOOST_TEST(replay.exit_code == 0);
  BOOST_TEST(replay.out == "would replay 2 dead letters\n");
  BOOST_TEST(holds(replay.err, "would stay: it is input of which numbers could make no event"));
  BOOST_TEST(letters("drop", {"--service", "numbers", "--dry-run"}).out ==
             "would drop 2 dead letters\n");
  BOOST_TEST(count() == 4);
  BOOST_TEST(trail().empty());
}

BOOST_AUTO_TEST_CASE(a_group_is_replayed_by_its_name) {
  const std::string group{
      groups({"--service", "adder"}).at("groups").at(0).at("group").as_string()};
  BOOST_TEST(letters("replay", {"--group", group}).out ==
             "replayed 2 dead letters, handled when the deployment runs\n");
  BOOST_TEST(letters("replay", {"--all", "--group", group}).exit_code == 64);
  BOOST_TEST(trail().size() == 2u);
  BOOST_TEST(run({"--ask", "trial.get_sums", "--format", "json"}).out ==
             "{\"count\":10,\"sum\":55}\n");
}

BOOST_AUTO_TEST_CASE(a_rate_needs_a_deployment_that_runs_and_is_kept_there) {
  const auto stopped = letters("replay", {"--service", "adder", "--rate", "5"});
  BOOST_TEST(stopped.exit_code == 64);
  BOOST_TEST(holds(stopped.err, "--rate needs the deployment to run"));
  BOOST_TEST(letters("replay", {"--all", "--rate", "0"}).exit_code == 64);
  auto running = start({"run", "shop.yaml"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  while (!adder_runs()) {
  }
  const auto paced = letters("replay", {"--service", "adder", "--rate", "2"});
  BOOST_TEST(paced.out == "replayed 2 dead letters, and the deployment handles them\n");
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  const auto all = trail();
  BOOST_TEST_REQUIRE(all.size() == 2u);
  const auto at = [&](std::size_t i) {
    return *::troupe::parse_time(std::string{all[i].at("at").as_string()});
  };
  BOOST_TEST((at(1) - at(0) > std::chrono::milliseconds{400}));
}

BOOST_AUTO_TEST_CASE(edit_gives_another_payload_and_keeps_the_original) {
  const auto id = first_id("adder");
  write("good.json", "{\n  \"number\": 4,\n  \"colour\": \"blue\"\n}\n");
  write("key.json", R"({"number":5,"colour":"blue"})");
  write("type.json", R"({"number":4,"colour":7})");
  write("typo.json", R"({"number":4,"color":"blue"})");
  write("loud.json", R"({"number":4,"colour":"BLUE"})");
  write("none.json", "{");
  const std::pair<const char*, const char*> bad[] = {
      {"key.json", "the event's key is '4' and the edited payload's '5'"},
      {"type.json", ".colour"},
      {"typo.json", "numbers.drawn does not fit its definition: .colour: expected text, and it is "
                    "missing; .color: "},
      {"loud.json", "numbers.drawn breaks its constraints: .colour: expected text like [a-z]*"},
      {"none.json", "troupe: "},
      {"missing.json",
       "--file: 'missing.json' cannot be read: No such file or directory; name a file"}};
  for (const auto& [file, says] : bad) {
    const auto ran = letters("edit", {id, "--file", file});
    BOOST_TEST(ran.exit_code == 64);
    BOOST_TEST(holds(ran.err, says), ran.err);
  }
  BOOST_TEST(trail().empty());
  const auto ran = letters("edit", {id, "--file", "good.json", "--reason", "wrong colour"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "edited the dead letter " + id + "; replay it to have it handled\n");
  const auto json = json_of(letters("show", {id, "--format", "json"}).out);
  BOOST_TEST(json.at("event").at("payload").at("colour").as_string() == "blue");
  BOOST_TEST(json.at("original_payload").at("colour").as_string() == "red");
  const auto text = letters("show", {id}).out;
  BOOST_TEST(holds(text, "payload       as it was edited; a replay delivers it\n"));
  BOOST_TEST(holds(text, "original      as it stands in the journal\n"));
  BOOST_TEST(trail().at(0).at("reason").as_string() == "wrong colour");
  BOOST_TEST(letters("edit", {first_id("numbers"), "--file", "good.json"}).exit_code == 64);
  // It fails once more, and its new letter knows both.
  BOOST_TEST(letters("replay", {id}).exit_code == 0);
  run({"--set", "adder.fails=reject"});
  const auto again = list({"--service", "adder"}).at("dead_letters");
  const auto found = std::find_if(again.as_array().begin(), again.as_array().end(), [](auto& x) {
    return x.at("event").at("sequence").as_int64() == 4;
  });
  BOOST_TEST_REQUIRE((found != again.as_array().end()));
  BOOST_TEST(found->at("event").at("payload").at("colour").as_string() == "blue");
  BOOST_TEST(found->at("original_payload").at("colour").as_string() == "red");
}

BOOST_AUTO_TEST_CASE(edit_opens_an_editor_where_no_file_is_named) {
  const auto id = first_id("adder");
  const auto with = [&](const char* editor) {
    ::setenv("EDITOR", editor, 1);
    ::unsetenv("VISUAL");
    auto ran = letters("edit", {id});
    ::unsetenv("EDITOR");
    return ran;
  };
  BOOST_TEST(with("true").out == "nothing was changed\n");
  BOOST_TEST(holds(with("false").err, "the editor failed, so nothing was changed"));
  const auto bad = with("sed -i s/4/5/");
  BOOST_TEST(bad.exit_code == 64);
  BOOST_TEST(holds(bad.err, "what you wrote is in "), bad.err);
  BOOST_TEST(with("sed -i s/red/blue/").exit_code == 0);
  BOOST_TEST(holds(letters("show", {id}).out, "blue"));
  const auto none = letters("edit", {id});
  BOOST_TEST(none.exit_code == 64);
  BOOST_TEST(holds(none.err, "no editor is set; set EDITOR, or name a file"));
}

BOOST_AUTO_TEST_CASE(edit_reaches_a_deployment_that_runs) {
  const auto id = first_id("adder");
  write("good.json", R"({"number":4,"colour":"blue"})");
  write("key.json", R"({"number":5,"colour":"blue"})");
  auto running = start({"run", "shop.yaml"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  while (!adder_runs()) {
  }
  const auto refused = letters("edit", {id, "--file", "key.json"});
  BOOST_TEST(refused.exit_code == 64);
  BOOST_TEST(holds(refused.err, "the event's key is '4'"));
  BOOST_TEST(letters("edit", {id, "--file", "good.json"}).exit_code == 0);
  BOOST_TEST(holds(letters("show", {id}).out, "blue"));
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(lines_of(troupe({"events", "shop.yaml", "--topic", "troupe.dead_letters.edited"}).out)
                 .size() == 1u);
}

BOOST_AUTO_TEST_CASE(export_writes_a_letter_a_line_with_its_event_as_a_cloud_event) {
  const auto ran = letters("export", {"--service", "adder"});
  BOOST_TEST(ran.exit_code == 0);
  const auto lines = lines_of(ran.out);
  BOOST_TEST_REQUIRE(lines.size() == 2u);
  const auto first = json_of(lines[0]);
  BOOST_TEST(first.at("id").as_string() == first_id("adder"));
  BOOST_TEST(first.at("reason").as_string() == "rejected");
  const auto& event = first.at("event");
  BOOST_TEST(event.at("specversion").as_string() == "1.0");
  BOOST_TEST(event.at("type").as_string() == "numbers.drawn");
  BOOST_TEST(event.at("source").as_string() == "numbers");
  BOOST_TEST(event.at("subject").as_string() == "4");
  BOOST_TEST(event.at("sequence").as_string() == "4");
  BOOST_TEST(event.at("data").at("number").as_int64() == 4);
  BOOST_TEST(lines_of(letters("export", {}).out).size() == 4u);
  BOOST_TEST(letters("export", {"--age", "1h"}).out.empty());
}

BOOST_AUTO_TEST_SUITE_END()
