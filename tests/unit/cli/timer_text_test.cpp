// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/timer_text.hpp"

#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;

namespace {

journal::timer_record recurring() {
  auto made = journal::trial::timer(1, 60);
  made.by = journal::timer_measure::wall;
  made.name = "beat";
  made.recurrence = "every 1m";
  made.missed = missed_timers::skip;
  return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_list_of_timers)

BOOST_AUTO_TEST_CASE(has_a_line_for_each) {
  BOOST_TEST(
      cli::timers_text({recurring(), journal::trial::timer(2, 120)}, {}) ==
      "due                   service  name or id                            recurs    missed  "
      "publishes\n"
      "2027-01-15T08:01:00Z  intake   beat                                  every 1m  skip    "
      "orders.expired k\n"
      "2027-01-15T08:02:00Z  intake   01000000-0000-0000-0000-000000000002  once      -       "
      "orders.expired k\n");
}

BOOST_AUTO_TEST_CASE(shows_when_the_wall_will_say_that_one_by_a_delay_is_due) {
  BOOST_TEST((cli::due_on_wall(recurring(), 1h) == journal::trial::at(60)));
  BOOST_TEST((cli::due_on_wall(journal::trial::timer(2, 120), 1h) == journal::trial::at(3720)));
}

BOOST_AUTO_TEST_CASE(says_which_are_held) {
  auto made = recurring();
  made.owner = 7;
  const cli::timer_standing now{{}, {7}};
  BOOST_TEST(cli::timers_text({made}, now).find("08:01:00Z, held  intake") != std::string::npos);
  BOOST_TEST(cli::timer_json(made, now).find(R"("held":true)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_json_for_programs) {
  BOOST_TEST(
      cli::timer_json(recurring(), {}) ==
      R"({"id":"01000000-0000-0000-0000-000000000001","due":"2027-01-15T08:01:00.000000Z",)"
      R"("held":false,"service":"intake","name":"beat","recurrence":"every 1m","missed":"skip",)"
      R"("topic":"orders.expired","version":3,"key":"k","payload":{"n":1}})");
}

BOOST_AUTO_TEST_SUITE_END()
