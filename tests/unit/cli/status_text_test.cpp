// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/status_text.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace troupe;
using namespace troupe::cli;
using control::child_kind;

namespace {

control::status shop() {
  control::status made;
  made.name = "shop";
  made.runs = true;
  made.pid = 4711;
  made.uptime_seconds = 754;
  made.journal = "shop.db";
  made.head = 12'345;
  made.dead_letters = 2;
  made.handled = 5'000;
  made.per_second = 421.4;
  made.crashes = 1;
  control::child_view work{"work", "shop/work", child_kind::supervisor, "running"};
  work.instance = 2;
  control::child_view payment{"payment", "shop/work/payment", child_kind::service, "restarting"};
  payment.restarts = 17;
  payment.subscription = {12'000, 345, 6};
  payment.dead_letters = 2;
  payment.per_second = 4.04;
  control::child_view intake{"intake", "shop/intake", child_kind::source, "running"};
  intake.at_end = true;
  made.children = {work, payment, intake};
  return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_status_as_text)

BOOST_AUTO_TEST_CASE(is_a_table_of_the_tree) {
  BOOST_TEST(
      status_text(shop(), "shop.yaml") ==
      "shop runs: process 4711, for 12 min 34 s, 5 000 handled, 421/s, 1 crash, 0 restarts\n"
      "journal shop.db: 12 345 events, 2 dead letters; see troupe dead-letters list shop.yaml\n"
      "\n"
      "child      state       instance  restarts  position  behind  parked  dead letters  "
      "handled/s\n"
      "work       running            2         0\n"
      "  payment  restarting         0        17    12 000     345       6             2  "
      "      4.0\n"
      "intake     at its end         0         0                                       0\n");
}

BOOST_AUTO_TEST_CASE(says_which_generation_runs_and_since_when) {
  auto x = shop();
  x.generation = {3, time_point{}, "/etc/troupe/shop.yaml"};
  BOOST_TEST(status_text(x, "shop.yaml")
                 .find("restarts\ngeneration 3 of /etc/troupe/shop.yaml, since "
                       "1970-01-01T00:00:00Z\njournal") != std::string::npos);
  x.generation->committed.reset();
  BOOST_TEST(status_text(x, "shop.yaml").find("\ngeneration 3 of /etc/troupe/shop.yaml\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_what_is_unusual) {
  auto x = shop();
  x.abandoned = 2;
  x.zombies = {{"payment/1", "orders.confirmed A1, sequence 7", {}}};
  x.without_child = {{"till", 12, 1, 4}};
  x.children[1].subscription->held = 2;
  const auto text = status_text(x, "shop.yaml");
  BOOST_TEST(text.find(": payment/1 in orders.confirmed A1, sequence 7\n"
                       "1 other child was left behind when stopped\n") != std::string::npos,
             text);
  BOOST_TEST(text.find("\nleft behind since 1970-01-01T00:00:00") != std::string::npos, text);
  BOOST_TEST(text.find("payment: 2 deliveries are held by dead letters until that is replayed or "
                       "resolved\n") != std::string::npos,
             text);
  BOOST_TEST(text.find("no child has the subscription 'till': position 12, 1 parked, 4 dead "
                       "letters\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_of_a_breaker_that_is_not_closed_what_comes_next) {
  auto x = shop();
  auto& breaker = x.children[1].breaker.emplace();
  BOOST_TEST(status_text(x, "shop.yaml").find("breaker") == std::string::npos);
  breaker.state = control::breaker_state::open;
  breaker.why = "5 failures in a row, the last: timeout\nof the bank";
  breaker.since = time_point{};
  breaker.until = time_point{} + std::chrono::seconds{10};
  auto text = status_text(x, "shop.yaml");
  BOOST_TEST(text.find("payment: breaker open since 1970-01-01T00:00:00Z, the next probe at "
                       "1970-01-01T00:00:10Z; 5 failures in a row, the last: timeout") !=
                 std::string::npos,
             text);
  BOOST_TEST(text.find("\nof the bank") == std::string::npos, text);
  breaker.state = control::breaker_state::probing;
  breaker.until.reset();
  text = status_text(x, "shop.yaml");
  BOOST_TEST(text.find("since 1970-01-01T00:00:00Z, a probe is under way; 5 failures") !=
                 std::string::npos,
             text);
}

BOOST_AUTO_TEST_CASE(says_what_is_to_come_and_what_was_left_out) {
  auto x = shop();
  x.timers = 1'200;
  x.next_timer = time_point{std::chrono::seconds{1'800'000'000}};
  x.duplicates = 1;
  const auto text = status_text(x, "shop.yaml");
  BOOST_TEST(text.find("1 crash, 0 restarts, 1 duplicate left out\n") != std::string::npos, text);
  BOOST_TEST(text.find("shop.yaml\n1 200 timers, the next at 2027-01-15T08:00:00Z; see troupe "
                       "timers list shop.yaml\n") != std::string::npos,
             text);
}

BOOST_AUTO_TEST_CASE(says_what_was_dropped_of_transient_topics) {
  auto x = shop();
  x.children[1].drops = {{"prices.seen", 1}, {"revenue.updated", 12'345}};
  const auto text = status_text(x, "shop.yaml");
  BOOST_TEST(
      text.find("payment: 1 event of prices.seen was dropped since the start\n"
                "payment: 12 345 events of revenue.updated were dropped since the start\n") !=
          std::string::npos,
      text);
}

BOOST_AUTO_TEST_CASE(of_what_does_not_run_shows_no_states) {
  auto x = shop();
  x.runs = false;
  const auto text = status_text(x, "shop.yaml");
  BOOST_TEST(text.find("shop does not run; this is what its journal says\n") == 0u);
  BOOST_TEST(text.find("restarting") == std::string::npos);
  BOOST_TEST(text.find("  payment    12 000     345       6             2\n") != std::string::npos,
             text);
}

BOOST_AUTO_TEST_CASE(names_a_time_by_its_two_largest_units) {
  BOOST_TEST(rough_duration(0.9) == "0 s");
  BOOST_TEST(rough_duration(59) == "59 s");
  BOOST_TEST(rough_duration(60) == "1 min");
  BOOST_TEST(rough_duration(3'725) == "1 h 2 min");
  BOOST_TEST(rough_duration(273'600) == "3 d 4 h");
}

BOOST_AUTO_TEST_SUITE_END()
