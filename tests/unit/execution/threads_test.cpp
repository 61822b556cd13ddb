// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/threads.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <latch>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using namespace troupe::execution;

BOOST_AUTO_TEST_SUITE(a_stepping_thread)

BOOST_AUTO_TEST_CASE(steps_until_there_is_nothing_to_do_before_it_ends) {
  std::atomic<int> left = 1000;
  {
    stepping_thread stepper{"stepper", [&] { return left > 0 && --left >= 0; }};
  }
  BOOST_TEST(left == 0);
}

BOOST_AUTO_TEST_CASE(loses_no_wake) {
  std::atomic<int> asked = 0;
  std::atomic<int> done = 0;
  stepping_thread stepper{"stepper", [&] {
                            const int wanted = asked;
                            return done.exchange(wanted) != wanted;
                          }};
  for (int i = 1; i <= 10'000; ++i) {
    asked = i;
    stepper.wake();
    while (i % 100 == 0 && done != i)
      std::this_thread::yield();
  }
  stepper.stop();
  BOOST_TEST(done == 10'000);
}

BOOST_AUTO_TEST_CASE(is_not_waited_for_longer_than_asked) {
  std::latch stepping{1};
  std::latch may_end{1};
  stepping_thread stepper{"stepper", [&, first = true]() mutable {
                            if (std::exchange(first, false)) {
                              stepping.count_down();
                              may_end.wait();
                            }
                            return false;
                          }};
  stepping.wait();
  BOOST_TEST(!stepper.stop_within(1ms));
  may_end.count_down();
  BOOST_TEST(stepper.stop_within(1h));
  BOOST_TEST(stepper.stop_within(0s));
}

BOOST_AUTO_TEST_CASE(takes_a_priority_where_that_is_allowed) {
  std::latch stepped{1};
  stepping_thread stepper{"stepper",
                          [&, first = true]() mutable {
                            if (first)
                              stepped.count_down();
                            return std::exchange(first, false);
                          },
                          thread_priority::raised};
  stepped.wait();
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_timer_thread)

BOOST_AUTO_TEST_CASE(makes_the_calls_that_are_due) {
  timer_queue timers{troupe::system_time()};
  timer_thread runner{timers};
  std::latch called{2};
  timers.after(1h, [] { BOOST_ERROR("called an hour too early"); });
  timers.after(2ms, [&] { called.count_down(); });
  timers.after(1ms, [&] { called.count_down(); });
  called.wait();
}

BOOST_AUTO_TEST_CASE(ends_while_timers_wait) {
  timer_queue timers{troupe::system_time()};
  timer_thread runner{timers};
  timers.after(1h, [] {});
  runner.stop();
  BOOST_TEST(timers.next().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
