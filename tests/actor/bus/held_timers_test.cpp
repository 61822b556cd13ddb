// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/bus/timer_stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;
using journal::trial::value_of;
using support::recurring;
using support::timer_stage;
using support::times;

BOOST_FIXTURE_TEST_SUITE(a_timer_of_a_service_that_was_taken_out, timer_stage)

BOOST_AUTO_TEST_CASE(is_held_until_the_service_is_put_back) {
  const auto owner = start_with_held(journal::trial::timer(1, 60));
  set(2, 120);
  advance(1h);
  BOOST_TEST(published() == 1u); // The other's.
  set(3, 30);                    // Earlier than those that are held.
  advance(0s);
  BOOST_TEST(published() == 2u);
  note_orphan(owner, std::nullopt);
  BOOST_TEST(published() == 3u);
  BOOST_TEST(left() == 0u);
}

BOOST_AUTO_TEST_CASE(was_missed_where_it_fell_due_meanwhile) {
  for (const auto& [missed, expected] : std::vector<std::pair<missed_timers, times>>{
           {missed_timers::once, {1, 61}}, {missed_timers::skip, {61}}}) {
    timer_stage in;
    const auto owner = in.start_with_held(recurring("every 1m", 1min, missed));
    in.advance(60min + 30s);
    BOOST_TEST(in.published() == 0u);
    in.note_orphan(owner, std::nullopt);
    in.advance(30s);
    BOOST_TEST(in.minutes() == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(goes_back_with_the_wall_also_where_the_service_was_put_back_before) {
  for (const auto missed : {missed_timers::once, missed_timers::skip, missed_timers::all}) {
    timer_stage in;
    const auto owner = in.start_with_held(recurring("every 1m", 1min, missed));
    in.jump(48h);
    in.note_orphan(owner, std::nullopt);
    in.jump(-48h);
    const auto before = in.published();
    const auto wakes_before = in.wakes;
    in.advance(1h);
    BOOST_TEST(in.published() - before >= 59u);
    BOOST_TEST(in.wakes - wakes_before < 200u);
  }
}

BOOST_AUTO_TEST_CASE(lets_a_jump_of_the_wall_be_noticed_also_where_there_is_no_other) {
  start_with_held(journal::trial::timer(1, 600));
  advance(1h);
  jump(-30h);
  advance(1min);
  BOOST_TEST((value_of(value_of(storage.open_reader())->wall_moved()) == -30h));
}

BOOST_AUTO_TEST_CASE(is_looked_at_once_only) {
  const auto owner = value_of(storage.subscribe("stock", 0));
  start();
  for (std::uint64_t n = 2; n <= 20; ++n) {
    auto timer = journal::trial::timer(n, static_cast<std::int64_t>(1000 * n));
    timer.owner = owner;
    set(timer);
  }
  note_orphan(owner, time.now());
  set(recurring("every 1m", 1min));
  set(30, 30'000); // Behind and amid those that are held.
  set(31, 4'500);
  advance(2h);
  BOOST_TEST(published() == 121u);
  advance(8h);
  BOOST_TEST(published() == 602u);
  BOOST_TEST(left() == 20u);
}

BOOST_AUTO_TEST_SUITE_END()
