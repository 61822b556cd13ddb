// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/heartbeat_watch.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using troupe::guard::heartbeat_watch;
using enum heartbeat_watch::finding;

namespace {

constexpr auto limit = 8s;

/// Looks as often as is asked for until the time has come; what it found last.
heartbeat_watch::finding look_until(heartbeat_watch& it, std::chrono::nanoseconds& now,
                                    std::chrono::nanoseconds end, std::uint64_t beats) {
  auto found = nothing;
  while (now < end) {
    now += it.look_within(limit);
    found = it.look(now, beats, limit);
  }
  return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_heartbeat_watch)

BOOST_AUTO_TEST_CASE(waits_for_the_first_beat_for_ever) {
  heartbeat_watch it;
  std::chrono::nanoseconds now{0};
  it.child_started(now);
  BOOST_TEST((look_until(it, now, 1h, 0) == nothing));
}

BOOST_AUTO_TEST_CASE(hears_each_beat_once_and_the_silence_after_it) {
  heartbeat_watch it;
  std::chrono::nanoseconds now{0};
  it.child_started(now);
  BOOST_TEST((it.look(now, 1, limit) == beat));
  BOOST_TEST((it.look(now, 1, limit) == nothing));
  BOOST_TEST((look_until(it, now, 7s, 1) == nothing));
  BOOST_TEST((it.look(now, 2, limit) == beat));
  BOOST_TEST((look_until(it, now, 14s, 2) == nothing));
  BOOST_TEST((look_until(it, now, 15s, 2) == silent));
}

BOOST_AUTO_TEST_CASE(does_not_blame_the_child_for_a_time_in_which_it_was_stopped_itself) {
  heartbeat_watch it;
  it.child_started(0s);
  it.look(0s, 1, limit);
  BOOST_TEST((it.look(1h, 1, limit) == nothing));
  std::chrono::nanoseconds now{1h};
  BOOST_TEST((look_until(it, now, 1h + 5s, 1) == nothing));
  BOOST_TEST((look_until(it, now, 1h + 7s, 1) == silent));
}

BOOST_AUTO_TEST_CASE(is_silent_never_without_a_limit) {
  heartbeat_watch it;
  it.child_started(0s);
  it.look(0s, 1, 0s);
  for (auto now = 1h; now < 1000h; now += 1h)
    BOOST_TEST((it.look(now, 1, 0s) == nothing));
}

BOOST_AUTO_TEST_CASE(gives_a_child_that_ends_the_time_for_it) {
  heartbeat_watch it;
  std::chrono::nanoseconds now{0};
  it.child_started(now);
  it.child_ends(now, 4s);
  BOOST_TEST((look_until(it, now, 3s, 0) == nothing));
  it.child_ends(now, 4s); // Said again.
  BOOST_TEST((look_until(it, now, 4s, 0) == silent));
}

BOOST_AUTO_TEST_CASE(begins_anew_with_each_child) {
  heartbeat_watch it;
  std::chrono::nanoseconds now{0};
  it.child_started(now);
  it.look(now, 7, limit);
  it.child_ends(now, 4s);
  it.child_started(now);
  BOOST_TEST((look_until(it, now, 1h, 0) == nothing));
  BOOST_TEST((it.look(now, 1, limit) == beat));
}

BOOST_AUTO_TEST_SUITE_END()
