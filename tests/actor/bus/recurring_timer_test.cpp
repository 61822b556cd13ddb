// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/bus/timer_stage.hpp"
#include "support/journal_history.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

using namespace troupe;
using namespace std::chrono_literals;
using journal::trial::build;
using journal::trial::id;
using support::recurring;
using support::timer_stage;
using support::times;

BOOST_FIXTURE_TEST_SUITE(a_recurring_timer, timer_stage)

BOOST_AUTO_TEST_CASE(publishes_at_each_of_its_times_with_that_time) {
  start();
  set(recurring("every 10m", 10min));
  advance(45min);
  BOOST_TEST(minutes() == (times{10, 20, 30, 40}), boost::test_tools::per_element());
  BOOST_TEST(left() == 1u);
}

BOOST_AUTO_TEST_CASE(gives_each_event_an_id_and_a_chain_of_its_own) {
  start();
  set(recurring("every 10m", 10min));
  advance(35min);
  const auto all = events();
  BOOST_REQUIRE(all.size() == 3u);
  BOOST_TEST((all[1].id != all[2].id));
  BOOST_TEST((all[1].correlation == all[1].id));
  BOOST_TEST((all[2].correlation == all[2].id));
  BOOST_TEST((all[1].way.trace_id != all[2].way.trace_id));
  BOOST_TEST((all[2].causation == all[0].causation));
  BOOST_TEST(all[2].payload == all[0].payload);
}

/// As from a backup that was put in its place: what follows from it can be known again.
BOOST_AUTO_TEST_CASE(gives_its_events_the_ids_that_it_gives_them_in_a_copy_of_the_journal) {
  timer_stage copy;
  for (auto* each : {static_cast<timer_stage*>(this), &copy}) {
    each->start();
    each->set(recurring("every 10m", 10min));
    each->advance(15min);
  }
  copy.down(7min);
  copy.advance(3min);
  advance(10min);
  const auto all = events();
  const auto of_copy = copy.events();
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_REQUIRE(of_copy.size() == 2u);
  for (std::size_t i = 0; i < all.size(); ++i)
    BOOST_TEST((all[i].id == of_copy[i].id));
}

BOOST_AUTO_TEST_CASE(ends_when_it_is_cleared) {
  start();
  set(recurring("every 10m", 10min));
  advance(25min);
  commit(build{}.clear(id(1)));
  advance(2h);
  BOOST_TEST(minutes() == (times{10, 20}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(follows_what_it_is_set_to_anew) {
  start();
  set(recurring("every 10m", 10min));
  advance(25min);
  auto other = recurring("every 1h", 60min);
  other.event.id = id(500);
  set(other);
  advance(2h);
  BOOST_TEST(minutes() == (times{10, 20, 60, 120}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(follows_the_clocks_of_its_zone) {
  start(); // At 8:00 UTC on January 15th, 2027, which is 9:00 in Berlin.
  set(recurring("cron 0 9 * * * in Europe/Berlin", 24h));
  advance(24h * 80);
  const auto all = events();
  BOOST_TEST(all.size() == 80u);
  const auto hour = [](const journal::event_record& e) {
    return (e.time - std::chrono::floor<std::chrono::days>(e.time)) / 1h;
  };
  BOOST_TEST(hour(all.front()) == 8);
  BOOST_TEST(hour(all.back()) == 7); // Summer time began on March 28th.
}

BOOST_AUTO_TEST_CASE(fires_once_for_all_times_that_were_missed) {
  start();
  set(recurring("every 10m", 10min));
  advance(15min);
  down(95min);
  BOOST_TEST(minutes() == (times{10, 20}), boost::test_tools::per_element());
  advance(20min);
  BOOST_TEST(minutes() == (times{10, 20, 120, 130}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(leaves_out_those_that_were_missed_where_it_is_to_skip_them) {
  start();
  set(recurring("every 10m", 10min, missed_timers::skip));
  advance(15min);
  down(96min);
  BOOST_TEST(minutes() == (times{10}), boost::test_tools::per_element());
  advance(20min);
  BOOST_TEST(minutes() == (times{10, 120, 130}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(fires_for_each_that_was_missed_at_a_limited_rate_where_all_are_wanted) {
  start();
  set(recurring("every 10m", 10min, missed_timers::all));
  advance(15min);
  down(10 * 60min);
  BOOST_TEST(published() == 2u); // Ten a second.
  advance(1s);
  BOOST_TEST(published() == 12u);
  advance(5min - 1s);
  BOOST_TEST(published() == 62u);
  advance(10min);
  const auto all = minutes();
  BOOST_REQUIRE(all.size() == 63u);
  for (std::size_t i = 0; i < all.size(); ++i)
    BOOST_TEST(all[i] == 10 * static_cast<std::int64_t>(i + 1));
}

BOOST_AUTO_TEST_CASE(keeps_the_limit_among_many_that_have_missed_theirs) {
  for (std::uint64_t n = 1; n <= 500; ++n) {
    auto timer = recurring("every 1h", 1h, missed_timers::all);
    timer.id = timer.event.id = id(n);
    set(timer);
  }
  time.advance(90min);
  start();
  BOOST_TEST(published() == 1u);
  advance(10s);
  BOOST_TEST(published() == 101u);
  advance(15min);
  BOOST_TEST(published() == 500u);
}

BOOST_AUTO_TEST_CASE(does_not_storm_where_the_wall_leaps_ahead_by_a_year) {
  start();
  set(recurring("every 1s", 1min));
  advance(90s);
  BOOST_TEST(published() == 31u);
  time.jump(24h * 365);
  advance(1min - 1s); // It is seen within a minute, or with the next second.
  BOOST_TEST(published() <= 31u + 60u);
  const auto before = published();
  advance(60s);
  BOOST_TEST(published() == before + 60u);
}

BOOST_AUTO_TEST_CASE(makes_up_for_a_leap_ahead_at_a_limited_rate_where_all_are_wanted) {
  start();
  set(recurring("every 1m", 1min, missed_timers::all));
  advance(90s);
  time.jump(24h);
  advance(30s);
  const auto before = published();
  advance(10s);
  BOOST_TEST(published() == before + 100u);
  advance(10min);
  const auto all = minutes();
  BOOST_TEST(all.size() >= 24u * 60u + 11u);
  for (std::size_t i = 0; i < all.size(); ++i)
    BOOST_REQUIRE(all[i] == static_cast<std::int64_t>(i + 1));
}

BOOST_AUTO_TEST_CASE(leaves_out_what_the_wall_leaps_over_where_it_is_to_skip_that) {
  start();
  set(recurring("every 1h", 60min, missed_timers::skip));
  advance(90min);
  time.jump(24h);
  advance(1min);
  BOOST_TEST(minutes() == (times{60}), boost::test_tools::per_element());
  advance(30min);
  BOOST_TEST(minutes() == (times{60, 26 * 60}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(fires_no_time_twice_where_the_wall_goes_back_a_little) {
  start();
  set(recurring("every 10m", 10min));
  advance(35min);
  time.jump(-20min);
  advance(24min);
  BOOST_TEST(minutes() == (times{10, 20, 30}), boost::test_tools::per_element());
  advance(12min);
  BOOST_TEST(minutes() == (times{10, 20, 30, 40, 50}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(goes_on_where_the_wall_goes_back_by_a_year) {
  start();
  time.jump(24h * 365);
  auto wrong = recurring("every 10m", 24h * 365 + 10min);
  set(wrong);
  advance(25min);
  BOOST_TEST(published() == 2u);
  time.jump(-24h * 365);
  advance(36min);
  const auto all = minutes();
  BOOST_REQUIRE(all.size() == 6u);
  for (std::size_t i = 2; i < 6; ++i)
    BOOST_TEST(all[i] == static_cast<std::int64_t>(10 * (i + 1)));
}

BOOST_AUTO_TEST_CASE(that_is_to_skip_what_is_missed_skips_nothing_after_a_leap_that_is_taken_back) {
  start();
  set(recurring("every 10m", 10min, missed_timers::skip));
  advance(15min);
  jump(24h * 365);
  jump(-24h * 365);
  advance(15min);
  BOOST_TEST(minutes() == (times{10, 20, 30}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(goes_on_where_the_wall_went_back_while_nothing_ran) {
  start();
  time.jump(24h * 365);
  set(recurring("every 10m", 24h * 365 + 10min));
  advance(15min);
  end();
  time.jump(-24h * 365);
  down(1min);
  advance(30min);
  const auto all = minutes();
  BOOST_REQUIRE(all.size() == 4u);
  BOOST_TEST(all[1] == 20);
  BOOST_TEST(all[3] == 40);
}

BOOST_AUTO_TEST_CASE(says_which_cannot_go_on) {
  start();
  set(recurring("cron 0 8 * * * in Middle/Earth", 10min));
  advance(10min);
  BOOST_REQUIRE(failures.size() == 1u);
  BOOST_TEST(failures[0].what.find("timer \"beat\" of intake cannot go on: there is no time zone "
                                   "\"Middle/Earth\"") != std::string::npos);
  BOOST_TEST(left() == 1u);
}

// Everything at once, by chance: what is published must be each time that the wall passes, once.
BOOST_AUTO_TEST_CASE(loses_and_doubles_nothing_however_often_its_actor_is_replaced) {
  const auto seed = journal::trial::chosen_seed(std::random_device{}());
  BOOST_TEST_MESSAGE("TROUPE_SEED=" << seed);
  std::mt19937_64 random{seed};
  start();
  set(recurring("every 1m", 1min, missed_timers::all));
  for (int round = 0; round < 300; ++round) {
    time.advance(std::chrono::seconds{random() % 150});
    timers.run_due();
    if (random() % 2)
      unit().step();
    if (random() % 3)
      writer().step();
    if (random() % 4 == 0) {
      end();
      spawn();
    }
    if (random() % 8 == 0)
      spawn(); // Two of them, for a while.
  }
  run();
  advance(10min);
  const auto all = minutes();
  BOOST_TEST(static_cast<std::int64_t>(all.size()) == (time.now() - journal::trial::at(0)) / 1min);
  for (std::size_t i = 0; i < all.size(); ++i)
    BOOST_REQUIRE(all[i] == static_cast<std::int64_t>(i + 1));
}

BOOST_AUTO_TEST_SUITE_END()
