// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>

using namespace troupe::trial;

namespace {

/// A shop at the end of its ten numbers: 20 events, ten of them the adder's own.
struct drawn : stage {
  drawn() { run(); }

  outcome_of_program subscriptions(const std::string& verb,
                                   const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"subscriptions", verb, "shop.yaml"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }
  boost::json::value line(const std::string& id) const {
    const auto ran = subscriptions("list", {"--format", "json"});
    BOOST_TEST(ran.exit_code == 0, ran.err);
    const auto all = json_of(ran.out);
    for (const auto& each : all.as_array())
      if (each.at("id").as_string() == id.c_str())
        return each;
    throw std::runtime_error("there is no subscription " + id);
  }
  std::string state_of(const std::string& id) const {
    return std::string{line(id).at("state").as_string()};
  }
  /// What the adder knows, when all work is done.
  boost::json::value sums() const { return json_of(run({"--ask", "trial.get_sums"}).out); }
  std::size_t added() const {
    return lines_of(
               troupe({"events", "shop.yaml", "--topic", "numbers.added", "--format", "json"}).out)
        .size();
  }
};

/// The same, while it runs.
struct running_drawn : drawn {
  running_drawn() {
    shop.emplace(TROUPE_PROGRAM, std::vector<std::string>{"run", "shop.yaml"}, file("").string());
    BOOST_TEST_REQUIRE(shop->says("shop: runs 2 services"));
    while (state_of("adder") != "live") {
    }
  }
  void end() {
    shop->signal(SIGTERM);
    BOOST_TEST(shop->end().exit_code == 0);
  }
  std::optional<program> shop;
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_command_subscriptions)

BOOST_FIXTURE_TEST_CASE(lists_how_far_each_has_come, drawn) {
  const auto ran = subscriptions("list");
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "subscription  state    position  head  behind  parked  held"));
    BOOST_TEST(holds(ran.out, "adder         stopped"));
  }
  BOOST_TEST(line("adder").at("head").to_number<int>() == 20);
  BOOST_TEST(line("adder").at("behind").to_number<int>() == 0);
}

BOOST_FIXTURE_TEST_CASE(pauses_what_is_stopped_and_what_runs, running_drawn) {
  auto ran = subscriptions("pause", {"adder", "--reason", "stocktaking"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, "adder is paused; its events wait in the journal"));
  BOOST_TEST(state_of("adder") == "paused");
  BOOST_TEST(holds(troupe({"status", "shop.yaml"}).out, "adder: is paused"));
  end();
  BOOST_TEST(state_of("adder") == "paused");
  BOOST_TEST(holds(subscriptions("pause", {"adder"}).out, "adder is paused already"));
  const auto next = run({"--set", "numbers.count=12"});
  BOOST_TEST(holds(next.err, "adder: is paused, so nobody waits"), next.err);
  BOOST_TEST(line("adder").at("behind").to_number<int>() > 0);
  ran = subscriptions("resume", {"adder"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, "adder goes on when the deployment runs"));
  run({"--set", "numbers.count=12"});
  BOOST_TEST(added() == 12u);
}

// Whoever comes later finds why nothing happens, wherever he looks.
BOOST_FIXTURE_TEST_CASE(tells_of_one_that_is_paused_since_when_and_why, running_drawn) {
  BOOST_TEST(subscriptions("pause", {"adder", "--reason", "stocktaking"}).exit_code == 0);
  const auto is_told = [](const std::string& text, const std::string& beginning) {
    const auto at = text.find(beginning + " since 2");
    BOOST_TEST(at != std::string::npos, text);
    BOOST_TEST(holds(text.substr(std::min(at, text.size())), " asked for it: stocktaking"), text);
  };
  for (const bool runs : {true, false}) {
    if (!runs)
      end();
    is_told(troupe({"status", "shop.yaml"}).out, "adder: is paused");
    is_told(subscriptions("list").out, "adder is paused");
    is_told(troupe({"journal", "info", "shop.yaml"}).out, "adder is paused");
    const auto shown = line("adder");
    const std::string why{shown.at("pause").at("why").as_string()};
    BOOST_TEST(holds(why, " asked for it: stocktaking"));
  }
  // Nothing waits for it yet.
  const auto idle = run();
  BOOST_TEST(idle.exit_code == 0, idle.err);
  BOOST_TEST(holds(idle.err, "shop: all work is done\n"), idle.err);
  is_told(idle.err, "adder: is paused");
  // Who pauses it once more does not hide why it was.
  subscriptions("pause", {"adder", "--reason", "lunch"});
  is_told(subscriptions("list").out, "adder is paused");
  subscriptions("resume", {"adder"});
  BOOST_TEST(line("adder").at("pause").is_null());
}

BOOST_FIXTURE_TEST_CASE(keeps_a_run_from_saying_that_all_work_is_done, drawn) {
  subscriptions("pause", {"adder"});
  const auto ran = run({"--set", "numbers.count=12"});
  BOOST_TEST(ran.exit_code == 75, ran.err);
  BOOST_TEST(holds(ran.err, "shop: all work is done but that of what is paused\n"), ran.err);
  BOOST_TEST(holds(ran.err, "  paused        adder: up to "), ran.err);
  BOOST_TEST(holds(ran.err, " wait for 'troupe subscriptions resume'; it is paused since 2"),
             ran.err);
  const auto json = json_of(run({"--set", "numbers.count=12", "--format", "json"}).out);
  BOOST_TEST(json.at("ended").as_string() == "idle");
  const auto& paused = json.at("paused").as_array();
  BOOST_TEST_REQUIRE(paused.size() == 1u);
  BOOST_TEST(paused[0].at("id").as_string() == "adder");
  BOOST_TEST(paused[0].at("events").to_number<int>() > 0);
  subscriptions("resume", {"adder"});
  BOOST_TEST(run({"--set", "numbers.count=12"}).exit_code == 0);
  BOOST_TEST(added() == 12u);
}

// The adder's state is that of a source, which its module does not know.
BOOST_FIXTURE_TEST_CASE(tells_what_a_module_cannot_read_also_after_the_run_that_met_it, stage) {
  const std::string head = "troupe: 1\nname: shop\nmodules: [trial]\njournal: {path: shop.db}\n"
                           "tree:\n  children:\n    - {id: adder, service: trial.";
  write("source.yaml", head + "source, options: {count: 3, bad_lines: 1}}\n");
  write("adder.yaml", head + "adder, start: beginning}\n");
  BOOST_TEST(troupe({"run", "source.yaml", "--until-idle", "--set", "adder.count=0"}).exit_code ==
             0);
  const std::vector<std::string> asking{"run", "adder.yaml", "--until-idle", "--ask",
                                        "trial.get_sums"};
  const auto asked = troupe(asking);
  BOOST_TEST(asked.exit_code == 78);
  BOOST_TEST(holds(asked.err, "troupe: the query was not answered: what is kept does not fit the "
                              "struct: .drawn"),
             asked.err);
  BOOST_TEST(troupe({"run", "source.yaml", "--until-idle"}).exit_code == 0);
  const auto ran = troupe(asking);
  BOOST_TEST(ran.exit_code == 75);
  const std::string why =
      "cannot read what is kept: the state of key '' of trial.adder: what is kept does not fit";
  BOOST_TEST(holds(ran.err, "adder: up to 3 events wait for 'troupe subscriptions resume'; it is "
                            "paused since 2"),
             ran.err);
  for (const std::vector<std::string>& each :
       {std::vector<std::string>{"status", "adder.yaml"}, {"subscriptions", "list", "adder.yaml"}})
    BOOST_TEST(holds(troupe(each).out, why), each.front());
}

BOOST_FIXTURE_TEST_CASE(sends_one_back_only_where_its_states_are_spoken_of, drawn) {
  const auto before = sums();
  auto ran = subscriptions("seek", {"adder", "--to", "beginning"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "say --reset-state to make them anew, or --keep-state"), ran.err);
  ran = subscriptions("seek", {"adder", "--to", "beginning", "--reset-state"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, " to 0, and reads up to "), ran.out);
  BOOST_TEST(line("adder").at("position").to_number<int>() == 0);
  BOOST_TEST(line("adder").at("reread_to").to_number<int>() >= 10);
  BOOST_TEST(holds(subscriptions("list").out, "adder reads again what it had settled, up to "));
  BOOST_TEST(sums() == before);
  BOOST_TEST(added() == 10u);
  ran = subscriptions("seek", {"adder", "--to", "1", "--keep-state", "--allow-effects"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(sums().at("count").to_number<int>() == 20);
  BOOST_TEST(added() == 20u);
}

BOOST_FIXTURE_TEST_CASE(sends_one_elsewhere_while_it_runs, running_drawn) {
  auto ran = subscriptions("seek", {"adder", "--to", "beginning", "--reset-state"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, "adder went back from "), ran.out);
  ran = subscriptions("seek", {"adder", "--to", "now"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  for (const auto* place : {"end", "0", "99", "2999-01-01T00:00:00Z"}) {
    ran = subscriptions("seek", {"adder", "--to", place, "--keep-state"});
    BOOST_TEST(ran.exit_code == 64, ran.err);
  }
  ran = subscriptions("seek", {"numbers", "--to", "now"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "'numbers' handles no events, it brings them in"), ran.err);
  ran = subscriptions("seek", {"ader", "--to", "now"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "did you mean \"adder\"?"), ran.err);
  end();
  BOOST_TEST(added() == 10u);
}

BOOST_FIXTURE_TEST_CASE(deletes_what_no_child_has, drawn) {
  auto ran = subscriptions("delete", {"adder", "--yes"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "'adder' is a child of shop; take it out"), ran.err);
  write("shop.yaml", R"(troupe: 1
name: shop
modules: [trial]
journal: {path: shop.db}
tree:
  children:
    - {id: numbers, service: trial.source}
)");
  BOOST_TEST(state_of("adder") == "orphaned");
  ran = subscriptions("delete", {"adder"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "say --yes if that is meant"), ran.err);
  ran = subscriptions("delete", {"adder", "--yes"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, "deleted the subscription adder, which was at "), ran.out);
  BOOST_TEST(holds(subscriptions("list").out, "no subscriptions"));
  ran = subscriptions("delete", {"adder", "--yes"});
  BOOST_TEST(ran.exit_code == 64);
}

BOOST_AUTO_TEST_SUITE_END()
