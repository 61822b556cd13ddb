// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>

using namespace troupe::trial;

namespace {

/// A shop that is at the end of its ten numbers, and the file of another one.
struct planned : stage {
  planned() {
    run();
    auto next = bytes("shop.yaml");
    next.replace(next.find("options: {"), 10, "options: {fails_every: 7, ");
    next += "    - {id: teller, service: trial.teller, start: beginning}\n";
    next.erase(next.find("    - {id: numbers"),
               next.find("    - id: work") - next.find("    - {id: numbers"));
    write("next.yaml", next);
  }
  outcome_of_program plan(const std::string& file,
                          const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"plan", file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }
};

/// The same, while it runs.
struct planned_running : planned {
  planned_running() {
    shop.emplace(TROUPE_PROGRAM, std::vector<std::string>{"run", "shop.yaml"}, file("").string());
    BOOST_TEST_REQUIRE(shop->says("shop: runs 2 services"));
  }
  ~planned_running() {
    shop->signal(SIGTERM);
    shop->end();
  }
  std::optional<program> shop;
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_command_plan)

BOOST_FIXTURE_TEST_CASE(says_what_the_next_run_will_do, planned) {
  const auto ran = plan("next.yaml");
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "shop does not run, and ran last as generation 1; 'troupe run "
                              "next.yaml' will:"));
    BOOST_TEST(holds(ran.out, "  restart  adder    options.fails_every (none) -> 7\n"));
    BOOST_TEST(holds(ran.out, "  start    teller   at shop/teller\n"));
    BOOST_TEST(holds(ran.out, "  stop     numbers  at shop/numbers\n"));
    BOOST_TEST(holds(ran.out, "  leave    0 services as they are\n"));
    BOOST_TEST(holds(ran.out, "  the subscription teller begins at: beginning\n"));
    BOOST_TEST(holds(ran.out, "  the subscription numbers is orphaned: it keeps its position"));
  }
  BOOST_TEST(holds(plan("shop.yaml").out, "leave    2 services as they are\n"));
}

BOOST_FIXTURE_TEST_CASE(asks_the_deployment_that_runs, planned_running) {
  const auto ran = plan("next.yaml", {"--format", "json"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  const auto told = json_of(ran.out);
  BOOST_TEST(told.at("runs").as_bool());
  BOOST_TEST(told.at("generation").to_number<int>() == 1);
  BOOST_TEST(told.at("appearing").as_array().size() == 1u);
  BOOST_TEST(holds(plan("shop.yaml").out, "shop runs, as generation 1; 'troupe reload shop.yaml' "
                                          "would:\n"));
}

BOOST_FIXTURE_TEST_CASE(names_what_takes_a_stop_and_a_run, planned_running) {
  const auto ran = plan("shop.yaml", {"--set", "limits.commit=7"});
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "What cannot be changed while it runs; stop it and run it again:\n"
                              "  limits.commit 1024 -> 7\n"));
  }
}

BOOST_FIXTURE_TEST_CASE(calls_what_runs_by_its_own_name, planned_running) {
  const auto next = bytes("shop.yaml");
  write("next.yaml", std::string{next}.replace(next.find("name: shop"), 10, "name: store"));
  const auto ran = plan("next.yaml");
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(holds(ran.out, "shop runs, as generation 1; 'troupe reload next.yaml' would:\n"),
             ran.out);
  BOOST_TEST(holds(ran.out, "  name shop -> store\n"), ran.out);
}

BOOST_FIXTURE_TEST_CASE(tells_the_position_that_status_tells, planned_running) {
  // What a subscription has settled without a state of its own is only remembered for a while.
  const auto next = bytes("shop.yaml");
  const auto at = next.find("        - {id: adder");
  write("next.yaml", next.substr(0, at) +
                         "        - {id: onlooker, service: trial.onlooker, start: "
                         "beginning}\n");
  const auto status = json_of(troupe({"status", "shop.yaml", "--format", "json"}).out);
  for (const auto& each : status.at("children").as_array()) {
    if (each.at("id").as_string() != "adder")
      continue;
    const auto position = each.at("subscription").at("position").to_number<int>();
    const auto ran = plan("next.yaml");
    BOOST_TEST(holds(ran.out, "the subscription adder is orphaned: it keeps its position, " +
                                  std::to_string(position) + ','),
               ran.out);
  }
}

BOOST_FIXTURE_TEST_CASE(says_why_it_would_be_refused, planned_running) {
  const auto next = bytes("next.yaml");
  write("next.yaml", std::string{next}.erase(next.find(", start: beginning"), 18));
  const auto ran = plan("next.yaml");
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(holds(ran.out, "'teller' is new to this journal, which holds 20 events; say"),
             ran.out);
}

BOOST_FIXTURE_TEST_CASE(shows_no_secret, planned) {
  write("secret", "open barley\n");
  const auto ran = plan("shop.yaml");
  BOOST_TEST(holds(ran.out, "leave    2 services"), ran.out);
  write(
      "next.yaml",
      bytes("shop.yaml").replace(bytes("shop.yaml").find("${file:secret}"), 14, "${file:secret}!"));
  const auto changed = plan("next.yaml");
  BOOST_TEST(holds(changed.out, "restart  adder  options, where secrets are"), changed.out);
  BOOST_TEST(!holds(changed.out, "barley"));
}

BOOST_FIXTURE_TEST_CASE(refuses_a_file_that_is_not_sound, planned) {
  write("next.yaml", "troupe: 1\n");
  const auto ran = plan("next.yaml");
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(holds(ran.err, "next.yaml:1:1: "), ran.err);
}

BOOST_FIXTURE_TEST_CASE(takes_all_for_new_where_nothing_ran_yet, stage) {
  const auto ran = troupe({"plan", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, "shop does not run; 'troupe run shop.yaml' will:\n"), ran.out);
  BOOST_TEST(holds(ran.out, "start    adder"));
}

BOOST_AUTO_TEST_SUITE_END()
