// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "support/processes.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace troupe::trial;

namespace {

struct journal_stage : stage {
  outcome_of_program journal(const std::string& verb, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"journal", verb, "shop.yaml"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }

  /// Another byte in the file in place of the first of this text.
  void damage(const std::string& name, const std::string& text) const {
    auto all = bytes(name);
    const auto at = all.find(text);
    BOOST_TEST_REQUIRE(at != std::string::npos);
    all[at] = static_cast<char>(all[at] ^ 1);
    write(name, all);
  }

  /// How many numbers a journal holds, and whether the sums agree with them: nothing was lost and
  /// nothing doubled.
  std::int64_t numbers_added_up(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"--ask",           "trial.get_sums", "--set",
                                       "numbers.count=1", "--format",       "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto ran = run(arguments);
    BOOST_TEST(ran.exit_code == 0, ran.err);
    const auto sums = json_of(ran.out);
    const auto count = sums.at("count").as_int64();
    BOOST_TEST(sums.at("sum").as_int64() == count * (count + 1) / 2);
    const auto drawn = journal("export", {"--topic", "numbers.drawn"});
    BOOST_TEST(lines_of(drawn.out).size() == static_cast<std::size_t>(count));
    return count;
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_command_journal, journal_stage)

BOOST_AUTO_TEST_CASE(info_counts_what_stands_in_the_file) {
  BOOST_TEST(journal("info").exit_code == 75); // There is none yet.
  run({"--set", "adder.fails=reject", "--set", "adder.fails_every=10", "--set",
       "dead_letters.events=0"});
  const auto ran = journal("info");
  BOOST_TEST(ran.exit_code == 0, ran.err);
  BOOST_TEST(holds(ran.out, "shop.db: format 5, "));
  BOOST_TEST(holds(ran.out, "sync full\nnobody has it open for writing\n"));
  BOOST_TEST(holds(ran.out, "19 events, 1 to 19; 1 dead letter; 0 timers\n"), ran.out);
  BOOST_TEST(holds(ran.out, "\nnumbers.drawn"));
  BOOST_TEST(holds(ran.out, "\nadder"));
  const auto all = json_of(journal("info", {"--format", "json"}).out);
  BOOST_TEST(all.at("events").as_int64() == 19);
  BOOST_TEST(all.at("head").as_int64() == 19);
  BOOST_TEST(all.at("first").as_int64() == 1);
  BOOST_TEST(all.at("sync").as_string() == "full");
  BOOST_TEST(all.at("owner").is_null());
  BOOST_TEST(all.at("topics").as_array().at(1).at("name").as_string() == "numbers.drawn");
  BOOST_TEST(all.at("topics").as_array().at(1).at("events").as_int64() == 10);
}

BOOST_AUTO_TEST_CASE(verify_says_that_a_file_is_sound_or_names_what_is_not) {
  run();
  const auto sound = journal("verify");
  BOOST_TEST(sound.exit_code == 0);
  BOOST_TEST(holds(sound.out, "shop.db is sound: "), sound.out);
  damage("shop.db", R"("colour":"red")");
  const auto seen = journal("verify");
  BOOST_TEST(seen.exit_code == 1);
  BOOST_TEST(holds(seen.out, "of the table events does not agree with its CRC\n"), seen.out);
  BOOST_TEST(holds(seen.out, "shop.db is not sound: 1 finding in "), seen.out);
  const auto found = json_of(journal("verify", {"--format", "json"}).out);
  BOOST_TEST(found.at("findings").as_array().size() == 1u);
  const auto events = troupe({"events", "shop.yaml"});
  BOOST_TEST(events.exit_code == 78);
  BOOST_TEST(holds(events.err, "of the table events does not agree with its CRC"), events.err);
  write("shop.db",
        "no journal at all, and not even a database of SQLite, but some text that is long "
        "enough to be looked at as if it were one");
  BOOST_TEST(journal("verify").exit_code == 1);
}

BOOST_AUTO_TEST_CASE(export_writes_cloud_events_from_one_sequence_to_another) {
  run();
  const auto all = lines_of(journal("export").out);
  BOOST_TEST(all.size() == 20u);
  const auto first = json_of(all.front());
  BOOST_TEST(first.at("specversion").as_string() == "1.0");
  BOOST_TEST(first.at("type").as_string() == "numbers.drawn");
  BOOST_TEST(first.at("sequence").as_string() == "1");
  BOOST_TEST(first.at("data").at("number").as_int64() == 1);
  const auto some = lines_of(journal("export", {"--from", "5", "--to", "7"}).out);
  BOOST_REQUIRE(some.size() == 3u);
  BOOST_TEST(json_of(some[0]).at("sequence").as_string() == "5");
  BOOST_TEST(json_of(some[2]).at("sequence").as_string() == "7");
  const auto added = lines_of(journal("export", {"--topic", "numbers.added"}).out);
  BOOST_TEST(added.size() == 10u);
  BOOST_TEST(journal("export", {"--topic", "a..b"}).exit_code == 64);
  BOOST_TEST(journal("export", {"--to", "-3"}).exit_code == 64);
}

BOOST_AUTO_TEST_CASE(backup_under_load_is_whole_and_a_deployment_goes_on_from_it) {
  auto running = start({"run", "shop.yaml", "--set", "numbers.endless=true"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  while (lines_of(troupe({"events", "shop.yaml", "--from", "1000"}).out).empty()) {
  }
  const auto made = journal("backup", {"copy.db"});
  BOOST_TEST(made.exit_code == 0, made.err);
  BOOST_TEST(holds(made.out, "backed up the journal to " + file("copy.db").string() + ", "));
  BOOST_TEST_REQUIRE(running.says("backed up its journal to"));
  const auto seen = journal("verify", {"--set", "journal.path=copy.db"});
  BOOST_TEST(seen.exit_code == 0, seen.out);
  BOOST_TEST(journal("backup", {"copy.db"}).exit_code == 78); // There is one.
  BOOST_TEST(journal("backup", {"copy.db", "--replace"}).exit_code == 0);
  const auto refused = journal("restore", {"copy.db"});
  BOOST_TEST(refused.exit_code == 75);
  BOOST_TEST(holds(refused.err, "which is running; end it first"), refused.err);
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);

  const auto later = numbers_added_up();
  const auto put = journal("restore", {"copy.db"});
  BOOST_TEST(put.exit_code == 0, put.err);
  BOOST_TEST(holds(put.out, "restored "), put.out);
  BOOST_TEST(holds(put.out, "the journal that was there is kept in shop.db.before-restore\n"));
  const auto restored = numbers_added_up();
  BOOST_TEST(restored > 0);
  BOOST_TEST(restored <= later);
  BOOST_TEST(numbers_added_up({"--set", "journal.path=shop.db"}) == restored);
}

BOOST_AUTO_TEST_CASE(backup_of_a_stopped_one_is_made_by_the_command) {
  run();
  BOOST_TEST(journal("backup", {"copy.db"}).exit_code == 0);
  BOOST_TEST(lines_of(journal("export", {"--set", "journal.path=copy.db"}).out).size() == 20u);
  const auto itself = journal("backup", {"shop.db", "--replace"});
  BOOST_TEST(itself.exit_code == 78);
  BOOST_TEST(holds(itself.err, "this is the journal itself; name another file"), itself.err);
}

BOOST_AUTO_TEST_CASE(is_one_journal_whatever_link_leads_to_it) {
  std::filesystem::create_directory(file("disk"));
  std::filesystem::create_symlink("disk/real.db", file("shop.db"));
  auto running = start({"run", "shop.yaml", "--set", "numbers.endless=true"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  const auto second = run({"--set", "journal.path=disk/real.db"});
  BOOST_TEST(second.exit_code == 75);
  BOOST_TEST(holds(second.err, "the journal belongs to process " +
                                   std::to_string(troupe::support::child_of(running.pid())) +
                                   ", which is running; end it first"),
             second.err);
  const auto published =
      troupe({"publish", "shop.yaml", "numbers.drawn", "--data",
              R"({"number": 0, "colour": "red"})", "--set", "journal.path=disk/real.db"});
  BOOST_TEST(published.exit_code == 0, published.err);
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(journal("backup", {"copy.db"}).exit_code == 0);
  BOOST_TEST(journal("restore", {"copy.db"}).exit_code == 0);
  BOOST_TEST(std::filesystem::is_symlink(file("shop.db")));
  BOOST_TEST(journal("verify", {"--set", "journal.path=disk/real.db"}).exit_code == 0);
  BOOST_TEST(std::filesystem::exists(file("disk/real.db.before-restore")));
}

BOOST_AUTO_TEST_CASE(restore_takes_no_backup_that_is_damaged) {
  run();
  BOOST_TEST(journal("backup", {"copy.db"}).exit_code == 0);
  damage("copy.db", R"("colour":"red")");
  const auto put = journal("restore", {"copy.db"});
  BOOST_TEST(put.exit_code == 78);
  BOOST_TEST(holds(put.err, "does not agree with its CRC"), put.err);
  BOOST_TEST(holds(put.err, "the backup is not sound, and nothing was restored"), put.err);
  BOOST_TEST(journal("verify").exit_code == 0);
  BOOST_TEST(journal("restore", {"none.db"}).exit_code == 64);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(the_retention_of_a_deployment, journal_stage)

BOOST_AUTO_TEST_CASE(deletes_events_and_says_so) {
  run();
  auto running = start({"run", "shop.yaml", "--set", "journal.retain.count=3"});
  BOOST_TEST_REQUIRE(running.says("deleted 17 events, as journal.retain says; the first that is "
                                  "kept is 18"));
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(lines_of(journal("export").out).size() == 3u);
  BOOST_TEST(journal("verify").exit_code == 0);
  BOOST_TEST(holds(journal("info").out, "3 events, 18 to 20;"));
}

BOOST_AUTO_TEST_CASE(names_who_holds_events_back) {
  run({"--set", "adder.fails=reject", "--set", "adder.fails_every=10"});
  auto running = start({"run", "shop.yaml", "--set", "journal.retain.count=1"});
  BOOST_TEST_REQUIRE(running.says("a dead letter of adder holds back up to "));
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
}

BOOST_AUTO_TEST_CASE(says_what_it_took_to_whoever_asks_for_that) {
  run();
  auto running = start({"run", "shop.yaml", "--set", "journal.retain.count=3"});
  BOOST_TEST_REQUIRE(running.says("the first that is kept is 18"));
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  const auto told = "troupe: the events up to 17 are gone, for the retention took them; the first "
                    "that is kept is 18\n";
  const auto asked = troupe({"events", "shop.yaml", "--from", "5"});
  BOOST_TEST(asked.exit_code == 0);
  BOOST_TEST(asked.err == told);
  BOOST_TEST(lines_of(asked.out).size() == 3u);
  BOOST_TEST(journal("export", {"--from", "17", "--to", "17"}).err == told);
  BOOST_TEST(troupe({"events", "shop.yaml", "--from", "18"}).err == "");
  BOOST_TEST(troupe({"events", "shop.yaml"}).err == "");
  const auto sought =
      troupe({"subscriptions", "seek", "shop.yaml", "adder", "--to", "5", "--reset-state"});
  BOOST_TEST(sought.exit_code != 0);
  BOOST_TEST(holds(sought.err, "there is no event 5 any more: the retention took it, and the "
                               "journal begins at 18"),
             sought.err);
}

BOOST_AUTO_TEST_CASE(names_an_orphan_that_holds_events_back_and_until_when) {
  run();
  write("alone.yaml", R"(troupe: 1
name: shop
modules: [trial]
journal: {path: shop.db, retain: {count: 1, orphans: {keep: 7d}}}
tree:
  children:
    - {id: numbers, service: trial.source, options: {count: 20}}
)");
  auto running = start({"run", "alone.yaml"});
  BOOST_TEST_REQUIRE(running.says("'adder', which no child has, holds back what it has not handled "
                                  "until 20"));
  while (lines_of(troupe({"events", "alone.yaml", "--from", "21"}).out).size() < 10) {
  }
  const auto seen = troupe({"subscriptions", "list", "alone.yaml"});
  BOOST_TEST(holds(seen.out, "adder has no child since 20"), seen.out);
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  const auto stopped = troupe({"subscriptions", "list", "alone.yaml"});
  BOOST_TEST(holds(stopped.out, "; it holds back up to "), stopped.out);
  BOOST_TEST(holds(stopped.out, " KiB, until 20"), stopped.out);
  const auto status = troupe({"status", "alone.yaml"});
  BOOST_TEST(holds(status.out, "no child has the subscription 'adder' since 20"), status.out);
  const auto info = troupe({"journal", "info", "alone.yaml"});
  BOOST_TEST(holds(info.out, "\nadder has no child since 20"), info.out);
  BOOST_TEST(holds(info.out, "; it holds back up to "), info.out);
  const auto line = json_of(troupe({"subscriptions", "list", "alone.yaml", "--format", "json"}).out)
                        .as_array()
                        .back();
  BOOST_TEST(line.at("state").as_string() == "orphaned");
  BOOST_TEST(line.at("holds").at("events").as_int64() > 0);
  BOOST_TEST(!line.at("until").is_null());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_deployment_on_a_disk_that_is_nearly_full, journal_stage)

BOOST_AUTO_TEST_CASE(brings_nothing_in_and_refuses_what_is_published_from_outside) {
  auto running = start({"run", "shop.yaml", "--set", "journal.min_free=1000000GiB"});
  BOOST_TEST_REQUIRE(
      running.says("less than journal.min_free (976 TiB): sources bring nothing more "
                   "in"));
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  const auto published =
      troupe({"publish", "shop.yaml", "numbers.drawn", "--data", R"({"number":1,"colour":"red"})"});
  BOOST_TEST(published.exit_code == 75, published.err);
  BOOST_TEST(holds(published.err, "has less than journal.min_free (976 TiB) left, so nothing is "
                                  "taken in; make room there, and try again"),
             published.err);
  const auto status = troupe({"status", "shop.yaml"});
  BOOST_TEST(holds(status.out, "nothing is brought in, and 1 event from outside was refused\n"),
             status.out);
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(journal("export").out == "");
  BOOST_TEST(run().exit_code == 0); // With room it goes on from there.
  BOOST_TEST(lines_of(journal("export").out).size() == 20u);
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// Numbers are published by hand, and of each number the journal keeps the last.
struct latest_stage : journal_stage {
  latest_stage() {
    write("latest.yaml", deployment(""));
    run_latest(); // There is a journal from then on.
  }

  static std::string
  deployment(const std::string& more,
             const std::string& adder = "    - {id: adder, service: trial.adder}\n") {
    return "troupe: 1\nname: shop\nmodules: [trial]\njournal: {path: shop.db}\n"
           "topics:\n  numbers.drawn: {keep: latest}\n  numbers.added: {keep: latest}\n"
           "tree:\n  children:\n" +
           adder + more;
  }

  void publish(const std::vector<int>& numbers, const std::string& yaml = "latest.yaml") const {
    for (const auto number : numbers) {
      const auto done = troupe({"publish", yaml, "numbers.drawn", "--data",
                                R"({"colour":"red","number":)" + std::to_string(number) + "}"});
      BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
    }
  }
  outcome_of_program of_latest(const std::string& verb, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"journal", verb, "latest.yaml"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }
  std::vector<std::string> sequences() const {
    std::vector<std::string> all;
    for (const auto& line : lines_of(of_latest("export").out))
      all.emplace_back(json_of(line).at("sequence").as_string());
    return all;
  }
  void run_latest() const {
    const auto ran = troupe({"run", "latest.yaml", "--until-idle"});
    BOOST_TEST_REQUIRE(ran.exit_code == 0, ran.err);
  }
};

using texts = std::vector<std::string>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_command_journal_compact, latest_stage)

BOOST_AUTO_TEST_CASE(keeps_the_newest_of_each_key_of_a_stopped_one_and_says_what_went) {
  publish({1, 2, 1, 2, 1});
  run_latest(); // Each makes an event of its sum.
  BOOST_TEST(sequences().size() == 10u);
  const auto done = of_latest("compact");
  BOOST_TEST(done.exit_code == 0, done.err);
  const auto said = lines_of(done.out);
  BOOST_TEST_REQUIRE(said.size() == 4u, done.out);
  BOOST_TEST(holds(said[0], "topic"), done.out);
  BOOST_TEST(holds(said[1], "numbers.added            3"), done.out);
  BOOST_TEST(holds(said[2], "numbers.drawn            3"), done.out);
  BOOST_TEST(holds(said[3], "6 events are gone, about "), done.out);
  BOOST_TEST(holds(said[3], "; up to 10 of 10, the newest of each key is there"), done.out);
  BOOST_TEST(sequences() == (texts{"4", "5", "9", "10"}), boost::test_tools::per_element());
  BOOST_TEST(of_latest("compact").out ==
             "nothing was to be compacted; up to 10 of 10, the newest of each key is there\n");

  BOOST_TEST(of_latest("verify").exit_code == 0);
  BOOST_TEST(holds(of_latest("info").out, "4 events, 4 to 10, without 3 that were compacted; "));
  BOOST_TEST(lines_of(of_latest("export", {"--from", "5", "--to", "9"}).out).size() == 2u);
  const auto shown = troupe({"events", "latest.yaml", "--from", "2"});
  BOOST_TEST(lines_of(shown.out).size() == 4u);
  BOOST_TEST(shown.err == "");

  // A copy is as sound, and so is what is put back from it.
  BOOST_TEST(of_latest("backup", {"copy.db"}).exit_code == 0);
  publish({7});
  const auto put = of_latest("restore", {"copy.db"});
  BOOST_TEST(put.exit_code == 0, put.err);
  BOOST_TEST(sequences() == (texts{"4", "5", "9", "10"}), boost::test_tools::per_element());
  publish({1});
  BOOST_TEST(sequences().back() == "11");
  BOOST_TEST(of_latest("verify").exit_code == 0);
}

BOOST_AUTO_TEST_CASE(lets_a_read_model_be_built_anew_from_what_is_kept) {
  publish({3, 1, 2, 1, 3, 2, 1});
  run_latest();
  BOOST_TEST(of_latest("compact").exit_code == 0);
  write("latest.yaml", deployment("    - {id: mirror, service: trial.teller, start: beginning}\n"));
  const auto ran = troupe({"run", "latest.yaml", "--until-idle"});
  BOOST_TEST_REQUIRE(ran.exit_code == 0, ran.err);
  texts told;
  for (const auto& line : lines_of(ran.err))
    if (holds(line, "told of "))
      told.push_back(line.substr(0, line.find(" with key")));
  BOOST_TEST(told == (texts{"told of 3", "told of 2", "told of 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(asks_a_deployment_that_runs) {
  auto running = start({"run", "latest.yaml"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 1 service"));
  publish({1, 2, 1, 2, 1});
  std::int64_t gone = 0;
  while (gone < 6) { // What the adder has still before it stays.
    const auto done = of_latest("compact", {"--format", "json"});
    BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
    gone += json_of(done.out).at("events").as_int64();
  }
  BOOST_TEST(gone == 6);
  BOOST_TEST(sequences().size() == 4u);
  BOOST_TEST_REQUIRE(running.says("compacted its journal: "));
  BOOST_TEST(of_latest("verify").exit_code == 0);
  publish({1});
  while (sequences().size() < 6) {
  }
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(of_latest("verify").exit_code == 0);
}

BOOST_AUTO_TEST_CASE(names_who_holds_it_back) {
  publish({1, 1, 1});
  run_latest();
  write("latest.yaml", deployment("", "    - {id: mirror, service: trial.teller, start: now}\n"));
  run_latest();
  publish({1, 1});
  run_latest();
  const auto held = of_latest("compact");
  BOOST_TEST(held.exit_code == 0, held.err);
  BOOST_TEST(holds(held.out, "2 events are gone, about "), held.out);
  BOOST_TEST(holds(held.out,
                   "; up to 3 of 8, the newest of each key is there\nsubscription adder has "
                   "settled 3 and holds back what is behind; no child has it since 20"),
             held.out);
  BOOST_TEST(troupe({"subscriptions", "delete", "latest.yaml", "adder", "--yes"}).exit_code == 0);
  const auto done = of_latest("compact");
  BOOST_TEST(holds(done.out, "4 events are gone, about "), done.out);
  BOOST_TEST(holds(done.out, "; up to 8 of 8, "), done.out);
  BOOST_TEST(sequences() == (texts{"6", "8"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(is_for_topics_that_say_so) {
  run();
  const auto refused = journal("compact");
  BOOST_TEST(refused.exit_code == 64);
  BOOST_TEST(holds(refused.err, "no topic of shop is compacted; say 'keep: latest'"), refused.err);
}

BOOST_AUTO_TEST_SUITE_END()
