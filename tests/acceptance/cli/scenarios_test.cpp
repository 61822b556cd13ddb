// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::trial;

namespace {

struct plays : stage {
  plays() {
    write("good.yaml", R"(deployment: shop.yaml
without: [numbers]
scenarios:
  - scenario: numbers are added up
    given:
      - numbers.drawn: {number: 1, colour: red}
    when:
      - numbers.drawn: {number: 2, colour: red}
      - crash: adder
      - numbers.drawn: {number: 3, colour: red}
    then:
      - numbers.added: {number: 2, sum: 3}
      - numbers.added: {sum: 6}
    never:
      - dead_letter:
)");
    write("bad.yaml", R"(deployment: shop.yaml
set: [adder.remind=true]
without: [numbers]
scenarios:
  - scenario: two and two is five
    when:
      - numbers.drawn: {number: 2, colour: red}
      - numbers.drawn: {number: 2, colour: red}
    then:
      - numbers.added: {number: 2, sum: 2}
      - numbers.added: {number: 2, sum: 5}
  - scenario: the first number is followed by a reminder
    when:
      - numbers.drawn: {number: 1, colour: red}
    then:
      - reminders.due:
        within: 1h
)");
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_command_test, plays)

BOOST_AUTO_TEST_CASE(plays_scenarios_and_leaves_nothing_behind) {
  const auto ran = troupe({"test", "good.yaml", "--seed", "7"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.err == "");
  BOOST_TEST(ran.out == "good.yaml\n"
                        "  ok      numbers are added up\n"
                        "1 scenario, 0 failed, with seed 7\n");
  BOOST_TEST(!std::filesystem::exists(file("shop.db")));
}

BOOST_AUTO_TEST_CASE(says_what_is_not_as_expected_and_what_happened) {
  const auto ran = troupe({"test", "good.yaml", "bad.yaml"});
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(
      ran.out ==
      "good.yaml\n"
      "  ok      numbers are added up\n"
      "bad.yaml\n"
      "  FAILED  two and two is five\n"
      "    bad.yaml:11:9: numbers.added was expected; the nearest that was published differs: "
      "{\"number\":2,\"sum\":4}\n"
      "      bad.yaml:11:41: .sum: expected 5, was 4\n"
      "    what happened:\n"
      "    +0s numbers.drawn 2 {\"number\":2,\"colour\":\"red\"}, from outside\n"
      "      +0s numbers.added 2 {\"number\":2,\"sum\":2}, by adder\n"
      "    +0s numbers.drawn 2 {\"number\":2,\"colour\":\"red\"}, from outside\n"
      "      +0s numbers.added 2 {\"number\":2,\"sum\":4}, by adder\n"
      "  ok      the first number is followed by a reminder\n"
      "3 scenarios, 1 failed, with seed 1\n");
}

BOOST_AUTO_TEST_CASE(writes_the_results_for_other_programs) {
  BOOST_TEST(troupe({"test", "good.yaml", "bad.yaml", "--junit", "results.xml"}).exit_code == 1);
  const auto xml = bytes("results.xml");
  BOOST_TEST(holds(xml, "<testsuite name=\"bad.yaml\" tests=\"2\" failures=\"1\""), xml);
  BOOST_TEST(holds(xml, "<testcase classname=\"good.yaml\" name=\"numbers are added up\""), xml);
  BOOST_TEST(holds(xml, ".sum: expected 5, was 4"), xml);
  const auto nowhere = troupe({"test", "good.yaml", "--junit", "no/such/folder.xml"});
  BOOST_TEST(nowhere.exit_code == 75);
  BOOST_TEST(holds(nowhere.err, "no/such/folder.xml"), nowhere.err);
}

BOOST_AUTO_TEST_CASE(looks_up_every_name_before_it_plays) {
  write("misspelt.yaml", R"(deployment: shop.yaml
without: [nubers]
scenarios:
  - scenario: numbers are added up
    when:
      - numbers.drawn: {nuber: 1, colour: red}
      - crash: ader
    then:
      - numbers.added: {sums: 1}
    never:
      - numbers.aded:
      - dead_letter: {service: addr}
)");
  const auto ran = troupe({"test", "misspelt.yaml"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(
      ran.err ==
      "misspelt.yaml:2:11: no service of shop is called 'nubers'; did you mean 'numbers'?\n"
      "misspelt.yaml:6:9: numbers.drawn.number: expected an integer, the event's key, and it is "
      "missing; write it\n"
      "misspelt.yaml:6:25: numbers.drawn has no member 'nuber'; did you mean 'number'?\n"
      "misspelt.yaml:7:16: no service of shop is called 'ader'; did you mean 'adder'?\n"
      "misspelt.yaml:9:25: numbers.added has no member 'sums'; did you mean 'sum'?\n"
      "misspelt.yaml:11:9: no service of shop publishes or handles 'numbers.aded'; did you mean "
      "'numbers.added'?\n"
      "misspelt.yaml:12:32: no service of shop is called 'addr'; did you mean 'adder'?\n");
}

BOOST_AUTO_TEST_CASE(says_all_that_is_wrong_with_some_files_and_plays_the_others) {
  write("wrong.yaml", "deployment: shop.yaml\nscenarios:\n  - scenario: one\n    than: []\n");
  write("lost.yaml", "deployment: nowhere.yaml\nscenarios:\n  - scenario: one\n"
                     "    then: [numbers.summed: {}]\n");
  const auto ran =
      troupe({"test", "wrong.yaml", "good.yaml", "lost.yaml", "bad.yaml", "--junit", "all.xml"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(holds(ran.out, "wrong.yaml\n"
                            "  ERROR   it is not sound, so nothing of it is played\n"
                            "good.yaml\n"
                            "  ok      numbers are added up\n"
                            "lost.yaml\n"
                            "  ERROR   it is not sound, so nothing of it is played\n"
                            "bad.yaml\n"
                            "  FAILED  two and two is five\n"),
             ran.out);
  BOOST_TEST(holds(ran.out, "\n3 scenarios, 1 failed, 2 files not sound, with seed 1\n"), ran.out);
  BOOST_TEST(holds(ran.err, "wrong.yaml:4:5: the key 'than' is not known in a scenario"), ran.err);
  BOOST_TEST(holds(ran.err, "nowhere.yaml"), ran.err);
  const auto xml = bytes("all.xml");
  BOOST_TEST(holds(xml, "<testcase classname=\"wrong.yaml\" name=\"the file is sound\""), xml);
  BOOST_TEST(holds(xml, "<error message=\"wrong.yaml:3:5: a scenario without"), xml);
  BOOST_TEST(holds(xml, "wrong.yaml:4:5: the key 'than' is not known"), xml);
  BOOST_TEST(holds(xml, "<testcase classname=\"good.yaml\" name=\"numbers are added up\""), xml);
}

BOOST_AUTO_TEST_CASE(says_wrong_names_beside_what_is_wrong_with_the_form) {
  write("both.yaml", R"(deployment: shop.yaml
without: [numbers]
scenarios:
  - scenario: one
    wen:
      - numbers.drawn: {number: 1, colour: red}
    then:
      - numbers.aded: {sum: 1}
      - numbers.drawn: {number: 1}
  - scenario: two
    when:
      - crash: [adder]
      - crash: ader
    then:
      - numbers.added: {sums: 1}
)");
  const auto ran = troupe({"test", "both.yaml"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(ran.err ==
             "both.yaml:5:5: the key 'wen' is not known in a scenario; did you mean 'when'?\n"
             "both.yaml:8:9: no service of shop publishes or handles 'numbers.aded'; did you mean "
             "'numbers.added'?\n"
             "both.yaml:12:16: expected text, found a list; write one word or a quoted text\n"
             "both.yaml:13:16: no service of shop is called 'ader'; did you mean 'adder'?\n"
             "both.yaml:15:25: numbers.added has no member 'sums'; did you mean 'sum'?\n");
}

BOOST_AUTO_TEST_CASE(refuses_a_folder_and_a_file_without_scenarios) {
  std::filesystem::create_directories(file("folder"));
  const auto folder = troupe({"test", "folder", "good.yaml"});
  BOOST_TEST(folder.exit_code == 78);
  BOOST_TEST(holds(folder.err, "'folder' cannot be read: it is a folder; name a file"), folder.err);
  BOOST_TEST(holds(folder.out, "  ok      numbers are added up\n"), folder.out);
  write("empty.yaml", "deployment: shop.yaml\nscenarios: []\n");
  const auto empty = troupe({"test", "empty.yaml"});
  BOOST_TEST(empty.exit_code == 78);
  BOOST_TEST(holds(empty.err, "empty.yaml:2:12: there are no scenarios, so nothing is tested"),
             empty.err);
}

BOOST_AUTO_TEST_CASE(needs_files_that_are_there) {
  const auto ran = troupe({"test", "absent.yaml", "good.yaml"});
  BOOST_TEST(ran.exit_code == 78);
  BOOST_TEST(ran.err == "absent.yaml: the file cannot be read: No such file or directory; correct "
                        "the path, or make the file readable\n");
  BOOST_TEST(holds(ran.out, "  ok      numbers are added up\n"), ran.out);
  BOOST_TEST(troupe({"test", "good.yaml", "--seed", "soon"}).exit_code == 64);
  BOOST_TEST(troupe({"test", "good.yaml", "--seeds", "0"}).exit_code == 64);
  const auto negative = troupe({"test", "good.yaml", "--seed", "-3"});
  BOOST_TEST(negative.exit_code == 64);
  BOOST_TEST(negative.out == "");
  BOOST_TEST(negative.err == "troupe: --seed: '-3' is negative; write a whole number from 0 on\n"
                             "Try 'troupe test --help'.\n");
}

BOOST_AUTO_TEST_CASE(plays_each_scenario_with_one_seed_after_the_other_until_it_fails) {
  const auto good = troupe({"test", "good.yaml", "--seed", "5", "--seeds", "3"});
  BOOST_TEST(good.exit_code == 0);
  BOOST_TEST(good.out == "good.yaml\n"
                         "  ok      numbers are added up\n"
                         "1 scenario, 0 failed, with seeds 5 to 7\n");
  write("hasty.yaml", bytes("shop.yaml") + "    - {id: hasty, service: trial.hasty}\n");
  write("race.yaml", R"(deployment: hasty.yaml
without: [numbers]
scenarios:
  - scenario: numbers are drawn one after the other
    when:
      - numbers.drawn: {number: 1, colour: red}
      - numbers.drawn: {number: 2, colour: red}
    never:
      - dead_letter:
  - scenario: one number is drawn
    when:
      - numbers.drawn: {number: 1, colour: red}
    never:
      - dead_letter:
)");
  const auto ran = troupe({"test", "race.yaml", "--seeds", "100", "--junit", "race.xml"});
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(holds(ran.out, "  ok      one number is drawn\n"
                            "2 scenarios, 1 failed, with seeds 1 to 100\n"),
             ran.out);
  const std::string told = "    plays it again: troupe test race.yaml --seed ";
  BOOST_REQUIRE(holds(ran.out, told));
  const auto from = ran.out.find(told) + told.size();
  const auto seed = ran.out.substr(from, ran.out.find('\n', from) - from);
  BOOST_TEST(holds(bytes("race.xml"), "with seed " + seed + "; plays it again: "));
  const auto again = troupe({"test", "race.yaml", "--seed", seed});
  BOOST_TEST(again.exit_code == 1);
  BOOST_TEST(holds(again.out, "hasty made one: the last number is not added yet"), again.out);
  BOOST_TEST(!holds(again.out, told), again.out);
}

BOOST_AUTO_TEST_SUITE_END()
