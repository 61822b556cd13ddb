// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "support/processes.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace troupe::trial;

namespace {

/// A shop that runs and is at the end of its ten numbers.
struct running_stage : stage {
  running_stage() {
    run();
    start_shop();
  }
  ~running_stage() {
    shop->signal(SIGTERM);
    shop->end();
  }
  void start_shop(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"run", "shop.yaml"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    shop.emplace(TROUPE_PROGRAM, arguments, file("").string());
    BOOST_TEST_REQUIRE(shop->says("shop: runs 2 services"));
  }
  outcome_of_program reload(const std::string& file, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"reload", file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }
  void add_teller(const std::string& options = "") const {
    write("shop.yaml", bytes("shop.yaml") +
                           "    - {id: teller, service: trial.teller, start: "
                           "beginning, options: {" +
                           options + "}}\n");
  }
  bool is_running(const std::string& id) const {
    return holds(troupe({"children", "list", "shop.yaml"}).out, id);
  }
  void kill_child() const { ::kill(troupe::support::child_of(shop->pid()), SIGKILL); }
  std::optional<program> shop;
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_command_reload)

BOOST_FIXTURE_TEST_CASE(takes_no_children_that_would_read_each_other_wrongly, running_stage) {
  auto with_reader = bytes("shop.yaml");
  with_reader.replace(with_reader.find("[trial]"), 7, "[trial, contrary]");
  write("shop.yaml", with_reader + "    - {id: reader, service: contrary.reader, start: now}\n");
  const auto ran = reload("shop.yaml");
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(holds(ran.err, "'reader' would not read what 'numbers' writes in version 1: .number"),
             ran.err);
  BOOST_TEST(!is_running("reader"));
}

BOOST_FIXTURE_TEST_CASE(adds_a_service_to_a_deployment_that_runs, running_stage) {
  add_teller();
  const auto ran = reload("shop.yaml");
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "shop runs generation 2:\n"));
    BOOST_TEST(holds(ran.out, "  start    teller  at shop/teller\n"));
    BOOST_TEST(holds(ran.out, "  the subscription teller begins at: beginning\n"));
  }
  BOOST_TEST(shop->says("reloaded; runs generation 2; started teller"));
  BOOST_TEST(shop->says("told of 10 with key"));
  const auto status = json_of(troupe({"status", "shop.yaml", "--format", "json"}).out);
  const auto& generation = status.at("generation");
  BOOST_TEST(generation.at("number").as_int64() == 2);
  BOOST_TEST(generation.at("file").as_string() == file("shop.yaml").string().c_str());
  BOOST_TEST(generation.at("committed").is_string());
  BOOST_TEST(holds(troupe({"plan", "shop.yaml"}).out, "leave    3 services as they are"));
}

BOOST_FIXTURE_TEST_CASE(puts_values_over_the_file, running_stage) {
  const auto ran = reload("shop.yaml", {"--set", "adder.fails_every=7"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, "  restart  adder  options.fails_every (none) -> 7\n"), ran.out);
}

BOOST_FIXTURE_TEST_CASE(says_that_nothing_is_different, running_stage) {
  const auto ran = reload("shop.yaml");
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(ran.out == "shop runs generation 1, in which nothing is different\n");
  BOOST_TEST(shop->says("reloaded; runs generation 1, in which nothing is different"));
}

BOOST_FIXTURE_TEST_CASE(refuses_what_takes_a_stop_and_a_run, running_stage) {
  const auto ran = reload("shop.yaml", {"--set", "limits.commit=7"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(holds(ran.err, "cannot be changed while shop runs"), ran.err);
  BOOST_TEST(holds(ran.err, "limits.commit 1024 -> 7"));
  const auto of_topic = reload("shop.yaml", {"--set", "topics.numbers.drawn.transient=true"});
  BOOST_TEST(of_topic.exit_code == 78);
  BOOST_TEST(holds(of_topic.err, "topics.numbers.drawn.transient (none) -> true"), of_topic.err);
}

BOOST_FIXTURE_TEST_CASE(lets_no_source_handle_the_past_without_a_word, running_stage) {
  const std::string objection = "'numbers' has handled no events so far, and would handle those of "
                                "the past, 1 to 20; say 'start: beginning'";
  const auto source = bytes("shop.yaml");
  const auto with = [&](const std::string& service) {
    auto text = source;
    text.replace(text.find("trial.source"), 12, service);
    write("shop.yaml", text);
  };
  const auto stop = [&] {
    shop->signal(SIGTERM);
    BOOST_TEST(shop->end().exit_code == 0);
  };
  with("trial.teller");
  BOOST_TEST(holds(troupe({"plan", "shop.yaml"}).out, objection));
  const auto refused = reload("shop.yaml");
  BOOST_TEST(refused.exit_code == 78);
  BOOST_TEST(holds(refused.err, objection), refused.err);
  stop();
  BOOST_TEST(holds(troupe({"plan", "shop.yaml"}).out, objection));
  // However often, and whatever ran last.
  for (int i = 0; i < 2; ++i) {
    const auto ran = troupe({"run", "shop.yaml"});
    BOOST_TEST(ran.exit_code == 78);
    BOOST_TEST(holds(ran.err, objection), ran.err);
  }
  BOOST_TEST(troupe({"subscriptions", "seek", "shop.yaml", "numbers", "--to", "now"}).exit_code ==
             0);
  const auto ran = troupe({"run", "shop.yaml", "--until-idle"});
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(!holds(ran.err, "told of"), ran.err);
  with("trial.source");
  start_shop();
}

BOOST_FIXTURE_TEST_CASE(changes_nothing_where_the_file_is_not_sound, running_stage) {
  write("shop.yaml", bytes("shop.yaml") + "    - {id: teller, service: trial.nobody}\n");
  const auto ran = reload("shop.yaml");
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(holds(ran.err, "shop.yaml:16:"), ran.err);
}

BOOST_FIXTURE_TEST_CASE(needs_a_deployment_that_runs, stage) {
  const auto ran = troupe({"reload", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 75);
  BOOST_TEST(holds(ran.err, "shop does not run on this journal"), ran.err);
}

BOOST_FIXTURE_TEST_CASE(is_what_a_hangup_asks_for, running_stage) {
  add_teller();
  BOOST_TEST(reload("shop.yaml", {"--set", "adder.fails_every=7"}).exit_code == 0);
  write("shop.yaml",
        bytes("shop.yaml") + "    - {id: other, service: trial.onlooker, start: now}\n");
  shop->signal(SIGHUP);
  BOOST_TEST(shop->says("reloaded; runs generation 3"));
  BOOST_TEST(is_running("other"));
}

BOOST_FIXTURE_TEST_CASE(tells_the_log_why_a_hangup_changed_nothing, running_stage) {
  BOOST_TEST(reload("shop.yaml").exit_code == 0);
  write("shop.yaml", "troupe: 1\n");
  shop->signal(SIGHUP);
  BOOST_TEST(shop->says("not reloaded: "));
}

BOOST_FIXTURE_TEST_CASE(holds_also_when_the_process_is_killed, running_stage) {
  add_teller();
  BOOST_TEST(reload("shop.yaml").exit_code == 0);
  BOOST_TEST(shop->says("told of 10 with key"));
  // Whatever the file says now: it was not asked for.
  write("shop.yaml", "troupe: 1\n");
  kill_child();
  BOOST_TEST(shop->says("shop: runs 3 services"));
}

BOOST_FIXTURE_TEST_CASE(is_done_for_a_hangup_that_came_while_the_process_was_down, stage) {
  auto shop = start(
      {"run", "shop.yaml", "--set", "guard.backoff={first: 1s, factor: 1, max: 1s, jitter: 0}"});
  BOOST_TEST_REQUIRE(shop.says("shop: runs 2 services"));
  write("shop.yaml",
        bytes("shop.yaml") + "    - {id: other, service: trial.onlooker, start: now}\n");
  ::kill(troupe::support::child_of(shop.pid()), SIGKILL);
  BOOST_TEST_REQUIRE(shop.says("shop: runs 2 services", 2));
  ::kill(troupe::support::child_of(shop.pid()), SIGKILL);
  BOOST_TEST_REQUIRE(shop.says("starts it anew in 1s"));
  shop.signal(SIGHUP);
  BOOST_TEST(shop.says("reloaded; runs generation 2; started other"));
  shop.signal(SIGTERM);
  BOOST_TEST(shop.end().exit_code == 0);
}

// The guard takes the hangup before it knows that nobody is left to pass it on to.
BOOST_FIXTURE_TEST_CASE(is_done_for_a_hangup_that_a_dying_process_did_not_take, running_stage) {
  write("shop.yaml",
        bytes("shop.yaml") + "    - {id: other, service: trial.onlooker, start: now}\n");
  shop->signal(SIGSTOP);
  kill_child();
  shop->signal(SIGHUP);
  shop->signal(SIGCONT);
  BOOST_TEST(shop->says("reloaded; runs generation 2; started other"));
  BOOST_TEST(is_running("other"));
}

BOOST_FIXTURE_TEST_CASE(is_not_forgotten_where_what_ran_cannot_be_read, running_stage) {
  const auto before = bytes("shop.yaml");
  add_teller();
  BOOST_TEST(reload("shop.yaml").exit_code == 0);
  write("shop.db.deployment", "{");
  kill_child();
  const auto ended = shop->end();
  BOOST_TEST(ended.exit_code == 78);
  BOOST_TEST(holds(ended.err, "shop.db.deployment: it does not say what the deployment ran"),
             ended.err);
  BOOST_TEST(!holds(ended.err, "is run"), ended.err);
  std::filesystem::remove(file("shop.db.deployment"));
  write("shop.yaml", before);
  start_shop();
}

BOOST_FIXTURE_TEST_CASE(holds_also_when_what_ran_is_not_known_any_more, running_stage) {
  std::filesystem::remove(file("shop.db.deployment"));
  kill_child();
  BOOST_TEST(shop->says("what ran last is not known any more, so shop.yaml is run"));
  BOOST_TEST(shop->says("shop: runs 2 services", 2));
}

// Whoever starts a deployment and reloads it at once need not know when it has started.
BOOST_FIXTURE_TEST_CASE(waits_for_a_deployment_that_is_starting, stage) {
  BOOST_TEST_REQUIRE(::mkfifo(file("gate").c_str(), 0600) == 0);
  write("shop.yaml", bytes("shop.yaml") + "    - {id: late, service: trial.late, start_timeout: "
                                          "10m, options: {gate: gate}}\n");
  auto shop = start({"run", "shop.yaml"});
  const auto status = [&] { return troupe({"status", "shop.yaml", "--format", "json"}); };
  for (auto seen = status(); seen.exit_code != 0 || !json_of(seen.out).at("starting").as_bool();)
    seen = status();
  const auto text = troupe({"status", "shop.yaml"});
  BOOST_TEST(holds(text.out, "shop is starting: process "), text.out);
  const auto impatient = troupe({"reload", "shop.yaml", "--timeout", "0s"});
  BOOST_TEST(impatient.exit_code == 75);
  BOOST_TEST(impatient.err ==
             "troupe: shop is still starting, so nothing was asked of it; try again "
             "later, or say how long to wait: --timeout 5m\n");
  const auto typed = troupe({"reload", "shop.yaml", "--timeout", "soon"});
  BOOST_TEST(typed.exit_code == 64);
  BOOST_TEST(holds(typed.err, "--timeout: 'soon' is no time to wait"), typed.err);
  auto patient = start({"reload", "shop.yaml"});
  const int gate = ::open(file("gate").c_str(), O_WRONLY); // Until the other end is open, too.
  ::close(gate);
  const auto ran = patient.end();
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, "shop runs generation 1, in which nothing is different\n"), ran.out);
  BOOST_TEST(!json_of(status().out).at("starting").as_bool());
  shop.signal(SIGTERM);
  BOOST_TEST(shop.end().exit_code == 0);
}

BOOST_FIXTURE_TEST_CASE(is_done_for_a_hangup_once_the_deployment_has_started, stage) {
  BOOST_TEST_REQUIRE(::mkfifo(file("gate").c_str(), 0600) == 0);
  const auto late =
      "    - {id: late, service: trial.late, start_timeout: 10m, options: {gate: gate}}\n";
  write("shop.yaml", bytes("shop.yaml") + late);
  auto shop = start({"run", "shop.yaml"});
  BOOST_TEST_REQUIRE(shop.says("shop: runs 3 services"));
  write("shop.yaml",
        bytes("shop.yaml") + "    - {id: other, service: trial.onlooker, start: now}\n");
  shop.signal(SIGHUP);
  shop.signal(SIGHUP);
  const int gate = ::open(file("gate").c_str(), O_WRONLY);
  ::close(gate);
  BOOST_TEST(shop.says("reloaded; runs generation 2"));
  shop.signal(SIGTERM);
  BOOST_TEST(shop.end().exit_code == 0);
}

BOOST_AUTO_TEST_SUITE_END()
