// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "support/processes.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::trial;

BOOST_AUTO_TEST_SUITE(the_command_run)

BOOST_AUTO_TEST_CASE(ends_when_all_work_is_done) {
  const stage in;
  const auto ran = in.run();
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out.empty());
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "shop: all work is done"));
    BOOST_TEST(holds(ran.err, "handled       10 deliveries"));
  }
}

BOOST_AUTO_TEST_CASE(answers_a_query_with_json_as_the_only_thing_on_standard_output) {
  const stage in;
  const auto ran = in.run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "{\"count\":10,\"sum\":55}\n");
}

BOOST_AUTO_TEST_CASE(answers_a_query_for_people_too) {
  const stage in;
  const auto ran = in.run({"--ask", "trial.get_sums", "--args", "{\"doubled\":true}"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "{\n  \"count\": 10,\n  \"sum\": 110\n}\n");
}

BOOST_AUTO_TEST_CASE(sums_up_in_json_where_nothing_is_asked) {
  const stage in;
  const auto ran = in.run({"--format", "json"});
  const auto told = json_of(ran.out);
  BOOST_TEST(told.at("ended").as_string() == "idle");
  BOOST_TEST(told.at("handled").as_int64() == 10);
  BOOST_TEST(told.at("dead_letters").as_int64() == 0);
}

BOOST_AUTO_TEST_CASE(goes_on_where_it_was) {
  const stage in;
  BOOST_TEST(in.run().exit_code == 0);
  const auto ran =
      in.run({"--set", "numbers.count=12", "--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(ran.out == "{\"count\":12,\"sum\":78}\n");
}

BOOST_AUTO_TEST_CASE(ends_with_0_and_says_how_many_became_dead_letters) {
  const stage in;
  const auto ran = in.run({"--set", "adder.fails=reject", "--set", "adder.fails_every=3"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "dead letters  3, 3 in the journal"));
  }
}

BOOST_AUTO_TEST_CASE(reports_timers_set_for_later_and_does_not_wait_for_them) {
  const stage in;
  const auto ran = in.run({"--set", "adder.remind=true"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "timers        1 set for later"));
  }
}

BOOST_AUTO_TEST_CASE(names_subscriptions_that_no_child_has) {
  const stage in;
  in.run();
  in.write("less.yaml", "troupe: 1\nname: shop\nmodules: [trial]\njournal: {path: shop.db}\n"
                        "tree: {children: [{id: numbers, service: trial.source}]}\n");
  const auto ran = in.troupe({"run", "less.yaml", "--until-idle"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "left alone    adder"));
  }
}

BOOST_AUTO_TEST_CASE(refuses_a_new_service_that_does_not_say_where_it_starts) {
  const stage in;
  in.run();
  in.write("renamed.yaml", "troupe: 1\nname: shop\nmodules: [trial]\njournal: {path: shop.db}\n"
                           "tree: {children: [{id: summer, service: trial.adder}]}\n");
  const auto ran = in.troupe({"run", "renamed.yaml", "--until-idle"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "start: beginning"));
  }
}

BOOST_AUTO_TEST_CASE(ends_with_70_and_the_chain_of_causes_when_the_tree_gives_up) {
  const stage in;
  const auto ran =
      in.run({"--set", "adder.fails=crash", "--set", "limits.crashes=1", "--no-guard"});
  BOOST_TEST(ran.exit_code == 70);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "shop: gave up"));
    const auto chain = ran.err.substr(ran.err.find("the chain of causes"));
    const auto leaf = chain.find("shop/work/adder");
    BOOST_TEST(leaf != std::string::npos);
    BOOST_TEST(holds(chain, "the adder is broken"));
    const std::string link = "\n  shop/work: gave up at the end of its child adder";
    BOOST_TEST(holds(chain, link));
    BOOST_TEST(ran.err.find(link) == ran.err.rfind(link));
    BOOST_TEST(holds(ran.err, " error   shop/work: gave up at the end of its child adder"));
  }
  const auto mended = in.run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(mended.exit_code == 0);
}

BOOST_AUTO_TEST_CASE(is_refused_a_journal_that_another_process_owns) {
  const stage in;
  auto first = in.start({"run", "shop.yaml"});
  BOOST_TEST_REQUIRE(first.says("shop: runs 2 services"));
  const auto second = in.run();
  BOOST_TEST(second.exit_code == 75);
  BOOST_TEST_CONTEXT(second.err) {
    BOOST_TEST(
        holds(second.err, "process " + std::to_string(troupe::support::child_of(first.pid()))));
  }
  first.signal(SIGTERM);
  BOOST_TEST(first.end().exit_code == 0);
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_the_journals_place) {
  const stage in;
  const auto nowhere = in.run({"--set", "journal.path=missing/shop.db"});
  BOOST_TEST(nowhere.exit_code == 78);
  BOOST_TEST(holds(nowhere.err, "there is no folder missing"));
  in.write("text.db", std::string(10'000, 'x'));
  const auto no_journal = in.run({"--set", "journal.path=text.db"});
  BOOST_TEST(no_journal.exit_code == 78);
  BOOST_TEST(holds(no_journal.err, "not a journal"));
}

BOOST_AUTO_TEST_CASE(ends_with_75_when_the_journal_cannot_grow_and_goes_on_when_it_can) {
  const stage in;
  // A limit on the size of files is a full disk that needs no disk. The shell counts in 512 bytes.
  program limited{"/bin/sh",
                  {"-c", "trap '' XFSZ; ulimit -Sf 1000; exec " TROUPE_PROGRAM
                         " run shop.yaml --set numbers.endless=true"},
                  in.file(".").string()};
  const auto failed = limited.end();
  BOOST_TEST(failed.exit_code == 75);
  BOOST_TEST_CONTEXT(failed.err) {
    BOOST_TEST(holds(failed.err, "shop: the journal failed"));
    BOOST_TEST(holds(failed.err, "what was acknowledged is there"));
    BOOST_TEST(holds(failed.err, "dead letters  0"));
  }
  const auto after = in.run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(after.exit_code == 0);
  const auto drawn =
      lines_of(in.troupe({"events", "shop.yaml", "--topic", "numbers.drawn"}).out).size();
  BOOST_TEST(drawn > 10u);
  BOOST_TEST(json_of(after.out).at("count").as_int64() == static_cast<std::int64_t>(drawn));
}

BOOST_AUTO_TEST_CASE(stops_on_the_first_signal) {
  const stage in;
  auto running = in.start({"run", "shop.yaml", "--set", "numbers.endless=true"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  running.signal(SIGTERM);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST_CONTEXT(ended.err) {
    BOOST_TEST(holds(ended.err, "shop: stopped"));
  }
}

BOOST_AUTO_TEST_CASE(ends_at_once_on_the_second_signal_and_loses_nothing) {
  const stage in;
  auto running = in.start({"run", "shop.yaml", "--set", "adder.fails=hang", "--set",
                           "adder.fails_every=4", "--set", "adder.shutdown=infinity"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  running.signal(SIGINT);
  BOOST_TEST_REQUIRE(running.says("a second signal ends at once"));
  running.signal(SIGTERM);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  const auto after = in.run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(after.out == "{\"count\":10,\"sum\":55}\n");
}

BOOST_AUTO_TEST_CASE(leaves_a_handler_behind_that_does_not_return) {
  const stage in;
  auto running =
      in.start({"run", "shop.yaml", "--set", "adder.fails=hang", "--set", "adder.shutdown=10ms",
                "--set", "limits.stop=2s", "--set", "adder.handler_timeout=50ms"});
  BOOST_TEST_REQUIRE(running.says("adder: has not returned from handling numbers.drawn"));
  running.signal(SIGTERM);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST_CONTEXT(ended.err) {
    BOOST_TEST(holds(ended.err, " error   shop/work/adder: did not stop in its time"));
    BOOST_TEST(holds(ended.err, "\nshop/work/adder"));
    BOOST_TEST(holds(ended.err, " left behind; what was in hand is not committed"));
  }
  const auto after = in.run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(after.out == "{\"count\":10,\"sum\":55}\n");
}

BOOST_AUTO_TEST_CASE(goes_on_beside_handlers_that_hang_and_makes_dead_letters_of_their_events) {
  const stage in;
  const auto ran = in.run({"--set", "adder.fails=hang", "--set", "adder.fails_every=4", "--set",
                           "adder.handler_timeout=300ms", "--set", "adder.handler_grace=300ms",
                           "--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "{\"count\":8,\"sum\":43}\n");
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "adder: has not returned from handling numbers.drawn 4 (sequence "));
    BOOST_TEST(holds(ran.err, "adder: did not return from handling numbers.drawn 8 (sequence "));
    BOOST_TEST(holds(ran.err, "dead letter: numbers.drawn: the handler did not return within "));
  }
  const auto shown =
      in.troupe({"dead-letters", "list", "shop.yaml", "--ungrouped", "--format", "json"});
  BOOST_TEST_CONTEXT(shown.out) {
    BOOST_TEST(holds(shown.out, "\"class\":\"timeout\""));
  }
}

BOOST_AUTO_TEST_CASE(ends_where_more_handlers_hang_than_it_may_leave_behind) {
  const stage in;
  const auto ran =
      in.run({"--set", "adder.fails=hang", "--set", "adder.fails_every=4", "--set",
              "adder.handler_timeout=300ms", "--set", "adder.handler_grace=300ms", "--set",
              "limits.zombies=2", "--set", "adder.shutdown=brutal", "--no-guard"});
  BOOST_TEST(ran.exit_code == 70);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "3 handlers were left behind and have not returned, and "
                              "limits.zombies is 2: adder in handling numbers.drawn "));
  }
  const auto after = in.run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(holds(after.out, "\"count\":"));
}

BOOST_AUTO_TEST_CASE(ends_in_its_time_whatever_a_child_may_take) {
  const stage in;
  auto running =
      in.start({"run", "shop.yaml", "--set", "adder.fails=hang", "--set", "adder.shutdown=infinity",
                "--set", "limits.stop=1s", "--set", "adder.handler_timeout=50ms"});
  BOOST_TEST_REQUIRE(running.says("adder: has not returned from handling numbers.drawn"));
  running.signal(SIGTERM);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST(holds(ended.err, "shop/work/adder: did not stop in its time"), ended.err);
}

BOOST_AUTO_TEST_CASE(does_not_answer_before_all_work_is_done) {
  const stage in;
  auto running = in.start({"run", "shop.yaml", "--until-idle", "--set", "numbers.endless=true",
                           "--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST_REQUIRE(running.says("shop: runs 2 services"));
  running.signal(SIGTERM);
  const auto ended = running.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST(ended.out == "");
  BOOST_TEST(holds(ended.err, "was not asked"));
}

BOOST_AUTO_TEST_CASE(logs_no_more_than_it_is_asked_to) {
  const stage in;
  const auto ran = in.run({"--log-level", "error"});
  BOOST_TEST(!holds(ran.err, "shop: runs 2 services"));
  BOOST_TEST(holds(ran.err, "shop: all work is done"));
}

BOOST_AUTO_TEST_SUITE_END()
