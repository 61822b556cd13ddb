// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace troupe::trial;

namespace {

/// Two services tell the world outside of the same numbers.
struct tellers : stage {
  tellers() {
    write("tellers.yaml", R"(troupe: 1
name: shop
modules: [trial]
journal: {path: shop.db}
defaults: {retry: {attempts: 1}, backoff: none}
tree:
  children:
    - {id: numbers, service: trial.source}
    - {id: teller, service: trial.teller}
    - {id: other-teller, service: trial.teller}
)");
  }

  std::vector<std::string> words(const std::string& command, const std::string& fails) const {
    return {command, "tellers.yaml",         "--no-guard", "--set", "teller.fails_every=7",
            "--set", "teller.fails=" + fails};
  }
};

/// The keys with which the world was told of a number, "" for the first service's.
std::set<std::string> keys_of(const std::string& text, int number, const std::string& service) {
  std::set<std::string> keys;
  const auto beginning = "told of " + std::to_string(number) + " with key ";
  for (const auto& line : lines_of(text))
    if (line.starts_with(beginning + service + "/"))
      keys.insert(line.substr(beginning.size()));
  return keys;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_idempotency_key_of_a_delivery, tellers)

BOOST_AUTO_TEST_CASE(is_the_same_after_kill_9_and_in_a_replay) {
  std::string told;
  for (int life = 0; life < 3; ++life) {
    auto running = start(words("run", "hang"));
    BOOST_REQUIRE(running.says("the adder hangs"));
    running.signal(SIGKILL);
    told += running.end().err;
  }
  auto rejecting = words("run", "reject");
  rejecting.push_back("--until-idle");
  const auto rejected = troupe(rejecting);
  BOOST_TEST(rejected.exit_code == 0);
  BOOST_TEST(troupe({"dead-letters", "replay", "tellers.yaml", "--all"}).exit_code == 0);
  auto last = words("run", "none");
  last.push_back("--until-idle");
  const auto handled = troupe(last);
  BOOST_TEST(handled.exit_code == 0);
  BOOST_TEST(holds(handled.err, "told of 7 with key teller/"), handled.err);
  told += rejected.err + handled.err;
  BOOST_TEST_CONTEXT(told) {
    const auto keys = keys_of(told, 7, "teller");
    BOOST_TEST(keys.size() == 1u);
    BOOST_TEST(keys.begin()->size() == std::string{"teller/"}.size() + 36);
    for (int number = 1; number <= 10; ++number)
      BOOST_TEST(keys_of(told, number, "teller").size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(is_another_for_each_event_and_each_service) {
  auto words_of_run = words("run", "none");
  words_of_run.push_back("--until-idle");
  const auto told = troupe(words_of_run).err;
  std::set<std::string> all;
  for (int number = 1; number <= 10; ++number)
    for (const auto* service : {"teller", "other-teller"})
      all.merge(keys_of(told, number, service));
  BOOST_TEST(all.size() == 20u);
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

std::vector<std::string> ids_of_sums(const stage& in, const std::string& journal) {
  std::vector<std::string> ids;
  const auto ran = in.troupe({"events", "shop.yaml", "--topic", "numbers.added", "--format", "json",
                              "--set", "journal.path=" + journal});
  for (const auto& line : lines_of(ran.out))
    ids.emplace_back(json_of(line).at("id").as_string());
  return ids;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(what_a_handler_publishes, stage)

/// As where a backup is put in place of the journal, and what was done since is done again.
BOOST_AUTO_TEST_CASE(has_the_same_ids_where_the_same_events_are_handled_once_more) {
  auto running = start({"run", "shop.yaml", "--no-guard", "--set", "adder.fails=hang"});
  BOOST_REQUIRE(running.says("the adder hangs"));
  running.signal(SIGKILL);
  running.end();
  BOOST_REQUIRE(ids_of_sums(*this, "shop.db").empty());
  for (const auto* suffix : {"", "-wal"})
    std::filesystem::copy_file(file(std::string{"shop.db"} + suffix),
                               file(std::string{"backup.db"} + suffix));
  BOOST_TEST(run().exit_code == 0);
  BOOST_TEST(run({"--set", "journal.path=backup.db"}).exit_code == 0);
  const auto ids = ids_of_sums(*this, "shop.db");
  BOOST_TEST(ids.size() == 10u);
  BOOST_TEST(ids == ids_of_sums(*this, "backup.db"), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
