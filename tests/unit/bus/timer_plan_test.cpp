// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/timer_plan.hpp"

#include "support/journal_values.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <vector>

using namespace troupe;
using namespace std::chrono_literals;
using bus::timer_step;
namespace data = boost::unit_test::data;

namespace {

time_point at(std::chrono::seconds after) {
  return journal::trial::at(after.count());
}

recurrence every_10_minutes() {
  return journal::trial::value_of(recurrence::parse("every 10m"));
}

/// Recurs every ten minutes, and is due for the time `meant`; looked at again at `due`.
journal::timer_record timer(missed_timers missed, std::chrono::seconds meant,
                            std::chrono::seconds due) {
  auto made = journal::trial::timer(1, due.count());
  made.by = journal::timer_measure::wall;
  made.event.time = at(meant);
  made.recurrence = "every 10m";
  made.missed = missed;
  return made;
}

/// What is decided of a timer for 10 minutes that is looked at at `now`.
struct row {
  missed_timers missed;
  std::chrono::seconds now;
  std::chrono::seconds missed_before;
  bool fires;
  std::chrono::seconds next; ///< its event's time
};
std::ostream& operator<<(std::ostream& out, const row& x) {
  return out << static_cast<int>(x.missed) << " at " << x.now.count() << ", missed before "
             << x.missed_before.count();
}

constexpr auto once = missed_timers::once;
constexpr auto skip = missed_timers::skip;
constexpr auto all = missed_timers::all;

const std::vector<row> decisions{
    // In time.
    {once, 10min, 0min, true, 20min},
    {skip, 10min, 0min, true, 20min},
    {all, 10min, 0min, true, 20min},
    {once, 10min, 10min, true, 20min},
    {skip, 10min, 10min, true, 20min},
    // Late, because there was much to do.
    {once, 19min, 0min, true, 20min},
    {skip, 19min, 0min, true, 20min},
    {all, 19min, 0min, true, 20min},
    {once, 35min, 0min, true, 40min},
    {skip, 35min, 0min, true, 40min},
    {all, 35min, 0min, true, 20min},
    // Missed.
    {once, 12min, 12min, true, 20min},
    {skip, 12min, 12min, false, 20min},
    {all, 12min, 12min, true, 20min},
    {once, 365 * 24h, 365 * 24h, true, 365 * 24h + 10min},
    {skip, 365 * 24h + 1s, 365 * 24h + 1s, false, 365 * 24h + 10min},
    {all, 365 * 24h, 365 * 24h, true, 20min},
    // At the very time at which the deployment starts nothing is missed.
    {skip, 20min, 20min, false, 20min},
    // What passed since the start was not missed.
    {skip, 35min, 25min, false, 30min},
    // The wall went back after the time had passed.
    {once, 5min, 0min, true, 20min},
    {skip, 5min, 0min, true, 20min},
    {all, 5min, 0min, true, 20min},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_recurring_timer_that_is_due)

BOOST_DATA_TEST_CASE(fires_and_moves_as_its_service_wants, data::make(decisions), x) {
  bus::evenly_spaced missed{10};
  const auto step = bus::step_of(timer(x.missed, 10min, 10min), every_10_minutes(),
                                 {at(x.now), 0s, at(x.missed_before)}, missed);
  BOOST_TEST(step.fires == x.fires);
  BOOST_REQUIRE(step.next.has_value());
  BOOST_TEST((step.next->event == at(x.next)));
}

BOOST_AUTO_TEST_CASE(is_looked_at_again_at_its_next_time) {
  bus::evenly_spaced missed{10};
  for (const auto policy : {once, skip, all}) {
    const auto step = bus::step_of(timer(policy, 10min, 10min), every_10_minutes(),
                                   {at(10min), 0s, at(0s)}, missed);
    BOOST_TEST((step.next->due == at(20min)));
  }
}

BOOST_AUTO_TEST_CASE(goes_through_all_that_were_missed_at_the_rate_that_is_allowed) {
  bus::evenly_spaced missed{10};
  const bus::moment start{at(45min), 7s, at(45min)};
  auto step = bus::step_of(timer(all, 10min, 10min), every_10_minutes(), start, missed);
  BOOST_TEST((step == timer_step{true, timer_step::times{at(45min) + 100ms, at(20min)}}));
  auto one = timer(all, 20min, 0s);
  one.due = at(45min) + 100ms;
  step = bus::step_of(one, every_10_minutes(), {one.due, 7s + 100ms, at(45min)}, missed);
  BOOST_TEST((step == timer_step{true, timer_step::times{at(45min) + 200ms, at(30min)}}));
  one = timer(all, 40min, 0s);
  one.due = at(45min) + 300ms;
  step = bus::step_of(one, every_10_minutes(), {one.due, 7s + 300ms, at(45min)}, missed);
  BOOST_TEST((step == timer_step{true, timer_step::times{at(50min), at(50min)}}));
}

BOOST_AUTO_TEST_CASE(waits_where_others_make_up_for_theirs_and_then_fires) {
  bus::evenly_spaced missed{10};
  missed.wait(0s);
  const auto step = bus::step_of(timer(all, 10min, 10min), every_10_minutes(),
                                 {at(12min), 0s, at(12min)}, missed);
  BOOST_TEST((step == timer_step{false, timer_step::times{at(12min) + 100ms, at(10min)}}));
  auto again = timer(all, 10min, 0s);
  again.due = step.next->due;
  // Even if still others have asked meanwhile.
  missed.wait(0s);
  missed.wait(0s);
  const auto then = bus::step_of(again, every_10_minutes(), {again.due, 100ms, at(12min)}, missed);
  BOOST_TEST((then == timer_step{true, timer_step::times{at(20min), at(20min)}}));
}

BOOST_AUTO_TEST_CASE(waits_anew_where_the_process_is_another_than_that_in_which_it_waited) {
  bus::evenly_spaced missed{10};
  missed.wait(0s);
  auto waited = timer(all, 10min, 0s);
  waited.due = at(12min);
  const auto step = bus::step_of(waited, every_10_minutes(), {at(15min), 0s, at(15min)}, missed);
  BOOST_TEST((step == timer_step{false, timer_step::times{at(15min) + 100ms, at(10min)}}));
}

BOOST_AUTO_TEST_CASE(that_is_in_time_waits_for_nobody) {
  bus::evenly_spaced missed{10};
  for (int i = 0; i < 100; ++i)
    missed.wait(0s);
  BOOST_TEST(
      bus::step_of(timer(all, 10min, 10min), every_10_minutes(), {at(10min), 0s, at(0s)}, missed)
          .fires);
}

BOOST_AUTO_TEST_CASE(moves_back_only_where_the_wall_was_wrong_before) {
  const auto rule = every_10_minutes();
  const auto standing = [](std::chrono::seconds due) { return timer(once, due, due); };
  BOOST_TEST(!bus::correction_of(standing(20min), rule, at(12min)).has_value());
  BOOST_TEST(!bus::correction_of(standing(24h + 20min), rule, at(12min)).has_value());
  const auto back = bus::correction_of(standing(24h + 30min), rule, at(12min));
  BOOST_REQUIRE(back.has_value());
  BOOST_TEST((*back == timer_step::times{at(20min), at(20min)}));
}

BOOST_AUTO_TEST_CASE(moves_where_its_zone_has_other_rules_now) {
  const auto rule = journal::trial::value_of(recurrence::parse("cron 0 12 * * * in UTC"));
  BOOST_TEST(!bus::correction_of(timer(once, 4h, 4h), rule, at(1h)).has_value());
  const auto right = bus::correction_of(timer(once, 5h, 5h), rule, at(1h));
  BOOST_REQUIRE(right.has_value());
  BOOST_TEST((*right == timer_step::times{at(4h), at(4h)})); // It is 8:00 at the beginning.
}

BOOST_AUTO_TEST_CASE(that_comes_rarely_is_not_moved_back_for_that) {
  auto yearly = timer(once, 0s, 0s);
  const auto rule = journal::trial::value_of(recurrence::parse("cron @yearly in UTC"));
  yearly.due = yearly.event.time = rule.first(at(0s)).value();
  BOOST_TEST(!bus::correction_of(yearly, rule, at(0s)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(evenly_spaced_things)

BOOST_AUTO_TEST_CASE(wait_for_those_before) {
  bus::evenly_spaced things{4};
  BOOST_TEST((things.wait(0s) == 0ms));
  BOOST_TEST((things.wait(0s) == 250ms));
  BOOST_TEST((things.wait(0s) == 500ms));
  BOOST_TEST((things.wait(600ms) == 150ms));
  BOOST_TEST((things.wait(10s) == 0ms));
  BOOST_TEST((things.wait(10s) == 250ms));
}

BOOST_AUTO_TEST_SUITE_END()
