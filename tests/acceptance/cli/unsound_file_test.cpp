// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <filesystem>
#include <optional>

using namespace troupe::trial;

namespace {

/// A shop that runs, with two dead letters, while somebody works on its file.
struct shop_whose_file_is_edited : stage {
  shop_whose_file_is_edited() {
    std::vector<std::string> arguments{"run",   "shop.yaml",          "--set", "adder.fails=reject",
                                       "--set", "adder.fails_every=4"};
    shop.emplace(TROUPE_PROGRAM, arguments, file("").string());
    BOOST_TEST_REQUIRE(shop->says("shop: runs 2 services"));
    while (!holds(troupe({"dead-letters", "list", "shop.yaml", "--ungrouped"}).out,
                  "2 dead letters")) {
    }
    sound = bytes("shop.yaml");
  }
  ~shop_whose_file_is_edited() {
    shop->signal(SIGTERM);
    shop->end();
  }

  void replace(const std::string& what, const std::string& with) const {
    auto text = sound;
    text.replace(text.find(what), what.size(), with);
    write("shop.yaml", text);
  }

  /// It is answered, and the complaint about the file is a warning.
  outcome_of_program is_answered(const std::vector<std::string>& arguments,
                                 const std::string& complaint) const {
    auto ran = troupe(arguments);
    BOOST_TEST_CONTEXT(arguments.front() + ' ' + ran.out + ran.err) {
      BOOST_TEST(ran.exit_code == 0);
      BOOST_TEST(holds(ran.err, "warning: " + complaint));
      BOOST_TEST(holds(ran.err, "warning: shop.yaml is not sound; "));
      BOOST_TEST(holds(ran.err, " all the same\n"));
    }
    return ran;
  }

  std::string a_letter() const {
    const auto all = json_of(
        troupe({"dead-letters", "list", "shop.yaml", "--ungrouped", "--format", "json"}).out);
    return all.at("dead_letters").as_array().front().at("id").as_string().c_str();
  }

  std::string sound;
  std::optional<program> shop;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_deployment_that_runs_and_whose_file_is_not_sound,
                         shop_whose_file_is_edited)

BOOST_AUTO_TEST_CASE(answers_every_command_that_asks_it) {
  const auto letter = a_letter();
  replace("intensity: 2", "intensty: 2");
  const std::string wrong = "shop.yaml:9:3: the key 'intensty' is not known";
  const auto shown = is_answered({"status", "shop.yaml"}, wrong);
  BOOST_TEST(holds(shown.out, "shop runs: process "), shown.out);
  BOOST_TEST(holds(shown.err, "shop.yaml is not sound; the deployment that runs is asked all the "
                              "same\n"));
  is_answered({"children", "list", "shop.yaml"}, wrong);
  is_answered({"children", "restart", "shop.yaml", "adder"}, wrong);
  is_answered({"subscriptions", "list", "shop.yaml"}, wrong);
  is_answered({"subscriptions", "pause", "shop.yaml", "adder"}, wrong);
  is_answered({"subscriptions", "resume", "shop.yaml", "adder"}, wrong);
  is_answered({"subscriptions", "seek", "shop.yaml", "adder", "--to", "now"}, wrong);
  is_answered({"publish", "shop.yaml", "numbers.drawn", "--data", R"({"number":7,"colour":"red"})"},
              wrong);
  is_answered({"dead-letters", "list", "shop.yaml"}, wrong);
  is_answered({"dead-letters", "show", "shop.yaml", letter}, wrong);
  is_answered({"dead-letters", "export", "shop.yaml"}, wrong);
  is_answered({"dead-letters", "replay", "shop.yaml", letter, "--dry-run"}, wrong);
  is_answered({"dead-letters", "drop", "shop.yaml", letter, "--reason", "by hand"}, wrong);
  is_answered({"dead-letters", "replay", "shop.yaml", "--service", "numbers"}, wrong);
  is_answered({"dead-letters", "audit", "shop.yaml"}, wrong);
  is_answered({"timers", "list", "shop.yaml"}, wrong);
  is_answered({"events", "shop.yaml"}, wrong);
  is_answered({"journal", "info", "shop.yaml"}, wrong);
  is_answered({"journal", "verify", "shop.yaml"}, wrong);
  is_answered({"journal", "export", "shop.yaml"}, wrong);
  is_answered({"journal", "backup", "shop.yaml", "copy.db"}, wrong);
  const auto typed = troupe({"dead-letters", "replay", "shop.yaml", "--service", "addder"});
  BOOST_TEST(typed.exit_code == 64);
  BOOST_TEST(holds(typed.err, "there is no child 'addder'"), typed.err);
  BOOST_TEST(holds(typed.err, "did you mean \"adder\"?"), typed.err);
}

BOOST_AUTO_TEST_CASE(is_asked_too_while_a_module_or_a_secret_is_missing) {
  replace("[trial]", "[trial, absent]");
  is_answered({"status", "shop.yaml"}, "shop.yaml:3:18: ");
  write("shop.yaml", sound);
  std::filesystem::remove(file("secret"));
  is_answered({"children", "list", "shop.yaml"}, "shop.yaml:15:65: the file secret cannot be read");
}

BOOST_AUTO_TEST_CASE(is_asked_too_while_its_file_is_no_yaml) {
  replace("{id: numbers", "{id: [numbers");
  is_answered({"status", "shop.yaml"}, "shop.yaml:");
  replace("name: shop", "name: {shop");
  is_answered({"status", "shop.yaml"}, "shop.yaml:");
}

BOOST_AUTO_TEST_CASE(is_found_by_its_journal_where_the_file_does_not_tell_it) {
  replace("journal: {path: shop.db}", "journal: {path: shop.db");
  const auto lost = troupe({"status", "shop.yaml"});
  BOOST_TEST(lost.exit_code == 78);
  BOOST_TEST(holds(lost.err, "troupe: the file does not tell where the journal is; to ask a "
                             "deployment that runs all the same, name its journal: --set "
                             "journal.path=PATH\n"),
             lost.err);
  is_answered({"status", "shop.yaml", "--set", "journal.path=shop.db"}, "shop.yaml:");
  std::filesystem::remove(file("shop.yaml"));
  is_answered({"status", "shop.yaml", "--set", "journal.path=shop.db"},
              "shop.yaml: the file cannot be read");
}

BOOST_AUTO_TEST_CASE(takes_over_nothing_of_such_a_file) {
  replace("intensity: 2", "intensty: 2");
  for (const std::string command : {"check", "plan", "reload", "run"}) {
    const auto ran = troupe({command, "shop.yaml"});
    BOOST_TEST(ran.exit_code == 78, command + ran.out + ran.err);
    BOOST_TEST(!holds(ran.err, "warning: "), ran.err);
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_CASE(a_deployment_that_is_stopped_needs_a_sound_file_for_what_it_defines,
                        stage) {
  run();
  auto text = bytes("shop.yaml");
  write("shop.yaml", text.replace(text.find("intensity"), 9, "intensty"));
  for (const std::vector<std::string>& each :
       {std::vector<std::string>{"status", "shop.yaml"},
        {"children", "list", "shop.yaml"},
        {"subscriptions", "pause", "shop.yaml", "adder"},
        {"publish", "shop.yaml", "numbers.drawn", "--data", R"({"number":7,"colour":"red"})"}}) {
    const auto ran = troupe(each);
    BOOST_TEST(ran.exit_code == 78, ran.out + ran.err);
    BOOST_TEST(holds(ran.err, "shop.yaml:9:3: the key 'intensty' is not known"), ran.err);
    BOOST_TEST(holds(ran.err, "troupe: shop.db: shop does not run on this journal, so its file "
                              "must be sound; mend it, or name the journal that it runs on (--set "
                              "journal.path=PATH)\n"),
               ran.err);
  }
  // What only reads the journal needs none of it.
  const auto events = troupe({"events", "shop.yaml"});
  BOOST_TEST(events.exit_code == 0, events.err);
  BOOST_TEST(holds(events.err, "warning: shop.yaml is not sound; the journal shop.db is read all "
                               "the same\n"),
             events.err);
}
