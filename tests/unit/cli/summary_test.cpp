// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/progress.hpp"
#include "cli/summary.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::cli;

BOOST_AUTO_TEST_SUITE(a_summary)

BOOST_AUTO_TEST_CASE(says_only_what_there_is_to_say) {
  summary x;
  x.ended = "idle";
  x.handled = 12345;
  x.seconds = 2;
  BOOST_TEST(summary_text(x, "shop.yaml") ==
             "all work is done\n"
             "  handled       12 345 deliveries in 2.0 s (6 173/s)\n"
             "  dead letters  0\n"
             "  crashes       0, restarts 0\n");
}

BOOST_AUTO_TEST_CASE(names_the_significant_child_that_ended_it) {
  summary x;
  x.ended = "auto_shutdown";
  x.ended_by = significant_child(
      {{"shop/day/intake", "done"}, {"shop/day", "ended"}, {"shop", "ended, as day did"}});
  BOOST_TEST(summary_text(x, "shop.yaml").substr(0, 50) ==
             "done, as its significant child day has ended\n  han");
  BOOST_TEST(significant_child({}) == "");
}

BOOST_AUTO_TEST_CASE(tells_what_a_person_should_look_at) {
  summary x;
  x.ended = "escalated";
  x.dead_letters = 2;
  x.dead_letters_in_journal = 5;
  x.timers = 3;
  x.left_alone = {"a", "b"};
  x.ended_for_good = {"c"};
  const auto text = summary_text(x, "shop.yaml");
  for (const auto* part :
       {"gave up\n", "dead letters  2, 5 in the journal; see troupe dead-letters list shop.yaml\n",
        "timers        3 set for later, all of them held\n",
        "left alone    a and b: ", "ended         c: "})
    BOOST_TEST(text.find(part) != std::string::npos, part << " is missing in " << text);
}

BOOST_AUTO_TEST_CASE(says_whose_work_waits_because_they_are_paused) {
  summary x;
  x.ended = "idle";
  x.paused = paused_lines({{"adder", 3, 1, troupe::time_point{}, "cannot read\nit"},
                           {"idler", 0, 0, {}, ""},
                           {"teller", 1, 0, {}, ""}});
  BOOST_TEST(x.paused.size() == 2u);
  const auto text = summary_text(x, "shop.yaml");
  for (const auto* part :
       {"all work is done but that of what is paused\n",
        "  paused        adder: up to 3 events and 1 parked delivery wait for 'troupe "
        "subscriptions "
        "resume'; it is paused since 1970-01-01T00:00:00Z: cannot read",
        "  paused        teller: up to 1 event waits for 'troupe subscriptions resume'; it is "
        "paused\n"})
    BOOST_TEST(text.find(part) != std::string::npos, part << " is missing in " << text);
}

BOOST_AUTO_TEST_CASE(progress_is_one_line) {
  troupe::assembly::progress_report report;
  report.handled = 42123;
  report.left = 1200;
  report.parked = 3;
  report.dead_letters = 1;
  BOOST_TEST(progress_text(report, 4099.6) ==
             "4 100/s, 42 123 handled, the slowest has at most 1 200 left, 3 parked, "
             "1 dead letter");
}

BOOST_AUTO_TEST_SUITE_END()
