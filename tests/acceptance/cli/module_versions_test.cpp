// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "support/processes.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>

using namespace troupe::trial;

namespace {

std::string module_bytes(int version) {
  const auto folder = std::filesystem::path{TROUPE_PROGRAM}.parent_path() / "../lib/troupe";
  std::ifstream in{folder / ("till_" + std::to_string(version) + ".so"), std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// A text in the bytes of a module becomes another one of its length.
std::string with(std::string bytes, const std::string& text, const std::string& instead) {
  BOOST_TEST_REQUIRE(text.size() == instead.size());
  auto at = bytes.find(text);
  BOOST_TEST_REQUIRE(at != std::string::npos);
  for (; at != std::string::npos; at = bytes.find(text, at + 1))
    bytes.replace(at, text.size(), instead);
  return bytes;
}

/// A shop whose till is of the module `till`, which comes in two versions, and whose ledger is of
/// another module with the same code, which nobody replaces.
struct till_stage : stage {
  till_stage() {
    install(module_bytes(1));
    write("ledger.so", module_bytes(1));
    say({});
  }
  ~till_stage() {
    if (shop)
      stop();
  }

  /// Over the file that is there, as `cp` would.
  void install(const std::string& bytes) const { write("till.so", bytes); }

  void say(const std::string& source, const std::string& counter = {}, int tells_at = 10) const {
    const auto at = std::to_string(tells_at);
    write("shop.yaml", R"(troupe: 1
name: shop
modules: [./till.so, ./ledger.so]
journal: {path: shop.db}
defaults: {backoff: none}
tree:
  intensity: 2
  children:
    - {id: counter, service: till.counter, options: {tells_at: )" +
                           at + counter + R"(}}
    - {id: ledger, service: ledger.counter, options: {tells_at: )" +
                           at + R"(}}
    - {id: source, service: till.source, options: {)" +
                           source + "}}\n");
  }

  void start() {
    shop.emplace(TROUPE_PROGRAM, std::vector<std::string>{"run", "shop.yaml"}, file("").string());
    BOOST_TEST_REQUIRE(shop->says("shop: runs 3 services"));
  }
  void stop() {
    shop->signal(SIGTERM);
    BOOST_TEST(shop->end().exit_code == 0, shop->err());
    shop.reset();
  }

  outcome_of_program reload() const { return troupe({"reload", "shop.yaml"}); }
  void must_reload() const {
    const auto ran = reload();
    BOOST_TEST(ran.exit_code == 0, ran.err);
  }

  std::optional<program> shop;
};

/// It runs, and version 1 has counted its ten sales.
struct running_till : till_stage {
  running_till() {
    start();
    BOOST_TEST_REQUIRE(shop->says("counter: version 1 counted 10, in all 55"));
    BOOST_TEST_REQUIRE(shop->says("ledger: version 1 counted 10, in all 55"));
  }

  /// That the process refuses to be what the file and the module say, why, and that version 1 is at
  /// work all the same.
  void must_refuse(const std::string& why) {
    shop->signal(SIGHUP);
    BOOST_TEST(shop->says("shop: not reloaded: "));
    BOOST_TEST(shop->says(why), shop->err());
    say("count: 20", {}, 20);
    install(module_bytes(1));
    must_reload();
    BOOST_TEST(shop->says("counter: version 1 counted 20, in all 210"));
  }
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_new_version_of_a_module)

BOOST_FIXTURE_TEST_CASE(takes_the_place_of_the_old_one_while_the_deployment_runs, running_till) {
  install(module_bytes(2));
  say("count: 20", {}, 20);
  const auto ran = reload();
  BOOST_TEST(ran.exit_code == 0, ran.err);
  // With the states of version 1; the ledger goes on with that, and reads what version 2 publishes.
  BOOST_TEST(shop->says("counter: version 2 counted 20, in all 210"));
  BOOST_TEST(shop->says("ledger: version 1 counted 20, in all 210"));
  stop();
  // Version 2 reads the past that version 1 wrote.
  BOOST_TEST(troupe({"subscriptions", "seek", "shop.yaml", "counter", "--to", "beginning",
                     "--reset-state"})
                 .exit_code == 0);
  start();
  BOOST_TEST(shop->says("counter: version 2 counted 20, in all 210"));
}

BOOST_FIXTURE_TEST_CASE(is_all_that_a_reload_needs, running_till) {
  const std::regex row{
      "  restart  (counter|source) +module till [0-9a-f]{12} -> till [0-9a-f]{12}\n"};
  const auto rows = [&](const std::string& text) {
    return std::distance(std::sregex_iterator{text.begin(), text.end(), row}, {});
  };
  BOOST_TEST(holds(troupe({"plan", "shop.yaml"}).out, "leave    3 services as they are\n"));
  // Written anew as it was.
  install(module_bytes(1));
  BOOST_TEST(holds(troupe({"plan", "shop.yaml"}).out, "leave    3 services as they are\n"));
  install(module_bytes(2));
  const auto planned = troupe({"plan", "shop.yaml"});
  BOOST_TEST(planned.exit_code == 0, planned.err);
  BOOST_TEST(rows(planned.out) == 2, planned.out);
  BOOST_TEST(holds(planned.out, "leave    1 service as it is\n"), planned.out);
  shop->signal(SIGHUP);
  BOOST_TEST(shop->says("shop: reloaded; runs generation 2"));
  BOOST_TEST(holds(troupe({"plan", "shop.yaml"}).out, "leave    3 services as they are\n"));
  stop();
  // Beside a deployment that does not run, from what ran last.
  BOOST_TEST(holds(troupe({"plan", "shop.yaml"}).out, "leave    3 services as they are\n"));
  install(module_bytes(1));
  const auto next = troupe({"plan", "shop.yaml"});
  BOOST_TEST(rows(next.out) == 2, next.out);
}

BOOST_FIXTURE_TEST_CASE(changes_no_sum_however_often_it_comes, till_stage) {
  const auto sell = [this](int count) { say("count: " + std::to_string(count), {}, 21'000); };
  sell(3'000);
  start();
  for (int i = 1; i <= 6; ++i) {
    install(module_bytes(1 + i % 2));
    sell(3'000 + i * 3'000);
    must_reload();
  }
  BOOST_TEST(shop->says("version 1 counted 21000, in all 220510500", 2), shop->err());
}

BOOST_FIXTURE_TEST_CASE(of_other_headers_leaves_the_old_one_at_work, running_till) {
  install(with(module_bytes(2), "; headers ", "; Headers "));
  BOOST_TEST(reload().exit_code == 78);
  must_refuse("till.so does not fit this program: it was built with \"Headers ");
}

BOOST_FIXTURE_TEST_CASE(that_lacks_a_symbol_leaves_the_old_one_at_work, running_till) {
  install(with(module_bytes(2), "getppid", "getppix"));
  must_refuse("till.so cannot be loaded as a shared library: undefined symbol: getppix");
}

BOOST_FIXTURE_TEST_CASE(that_is_copied_in_part_leaves_the_old_one_at_work, running_till) {
  const auto whole = module_bytes(2);
  install(whole.substr(0, whole.size() / 2));
  must_refuse("as a file that is still being written");
}

BOOST_FIXTURE_TEST_CASE(that_lacks_a_service_leaves_the_old_one_at_work, running_till) {
  install(with(module_bytes(2), std::string{"counter\0", 8}, std::string{"countes\0", 8}));
  must_refuse("the service 'till.counter' is not known");
}

BOOST_FIXTURE_TEST_CASE(that_does_not_know_an_option_leaves_the_old_one_at_work, running_till) {
  say("count: 10, slow: false");
  install(module_bytes(2));
  must_refuse("the service 'till.source' has no option 'slow'");
}

BOOST_FIXTURE_TEST_CASE(that_does_not_start_leaves_the_old_one_at_work, running_till) {
  say("count: 10", ", fails: true");
  install(module_bytes(2));
  must_refuse("shop runs as it did before, as generation 1; restarted for that: ");
  BOOST_TEST(holds(shop->err(), "the counter was told to fail"));
}

BOOST_FIXTURE_TEST_CASE(is_what_a_process_that_starts_anew_takes, running_till) {
  install(module_bytes(2));
  ::kill(troupe::support::child_of(shop->pid()), SIGKILL);
  BOOST_TEST(shop->says("shop: the module till is another than ran last: "));
  BOOST_TEST(shop->says("shop: runs 3 services", 2));
  say("count: 20", {}, 20);
  must_reload();
  BOOST_TEST(shop->says("counter: version 2 counted 20, in all 210"));
  BOOST_TEST(shop->says("ledger: version 1 counted 20, in all 210"));
}

BOOST_AUTO_TEST_SUITE_END()
