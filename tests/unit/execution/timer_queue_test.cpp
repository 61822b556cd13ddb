// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/timer_queue.hpp"
#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace std::chrono_literals;
using troupe::execution::timer_id;
using troupe::execution::timer_queue;

namespace {

struct with_timers {
  troupe::support::manual_clock time;
  timer_queue timers{time};
  std::string calls;

  std::function<void()> note(char name) {
    return [this, name] { calls += name; };
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_timer_queue, with_timers)

BOOST_AUTO_TEST_CASE(calls_nothing_before_its_deadline) {
  timers.after(1s, note('a'));
  time.advance(1s - 1ns);
  BOOST_TEST(timers.run_due() == 0u);
  time.advance(1ns);
  BOOST_TEST(timers.run_due() == 1u);
  BOOST_TEST(calls == "a");
}

BOOST_AUTO_TEST_CASE(calls_each_timer_once) {
  timers.after(0s, note('a'));
  timers.run_due();
  time.advance(1h);
  timers.run_due();
  BOOST_TEST(calls == "a");
}

BOOST_AUTO_TEST_CASE(calls_in_the_order_of_deadlines_and_then_of_setting) {
  timers.at(3s, note('d'));
  timers.at(1s, note('a'));
  timers.at(2s, note('b'));
  timers.at(2s, note('c'));
  time.advance(3s);
  timers.run_due();
  BOOST_TEST(calls == "abcd");
}

BOOST_AUTO_TEST_CASE(never_calls_what_was_cancelled) {
  const auto id = timers.after(1s, note('a'));
  BOOST_TEST(timers.cancel(id));
  BOOST_TEST(!timers.cancel(id));
  time.advance(1s);
  BOOST_TEST(timers.run_due() == 0u);
}

BOOST_AUTO_TEST_CASE(says_when_it_is_too_late_to_cancel) {
  const auto id = timers.after(1s, note('a'));
  time.advance(1s);
  timers.run_due();
  BOOST_TEST(!timers.cancel(id));
  BOOST_TEST(!timers.cancel(timer_id{}));
}

BOOST_AUTO_TEST_CASE(lets_a_call_cancel_another_that_is_due) {
  timer_id second;
  timers.at(1s, [&] { timers.cancel(second); });
  second = timers.at(2s, note('b'));
  time.advance(2s);
  BOOST_TEST(timers.run_due() == 1u);
  BOOST_TEST(calls.empty());
}

BOOST_AUTO_TEST_CASE(leaves_what_a_call_sets_to_the_next_round) {
  timers.after(0s, [this] { timers.after(0s, note('b')); });
  BOOST_TEST(timers.run_due() == 1u);
  BOOST_TEST(timers.run_due() == 1u);
  BOOST_TEST(calls == "b");
}

BOOST_AUTO_TEST_CASE(tells_the_next_deadline) {
  BOOST_TEST(!timers.next().has_value());
  timers.at(5s, note('a'));
  const auto first = timers.at(3s, note('b'));
  BOOST_TEST((timers.next() == 3s));
  timers.cancel(first);
  BOOST_TEST((timers.next() == 5s));
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_what_is_due_nor_once_interrupted) {
  timers.after(0s, note('a'));
  timers.wait_due();
  timers.run_due();
  timers.interrupt();
  timers.wait_due();
  BOOST_TEST(calls == "a");
}

BOOST_AUTO_TEST_SUITE_END()
