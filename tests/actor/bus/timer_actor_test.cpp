// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/bus/timer_stage.hpp"
#include "support/journal_reader_in_front.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace std::chrono_literals;
using journal::trial::build;
using journal::trial::id;
using journal::trial::value_of;
using support::on_wall;
using support::timer_stage;
using support::times;

BOOST_FIXTURE_TEST_SUITE(a_timer_actor, timer_stage)

BOOST_AUTO_TEST_CASE(publishes_a_timers_event_when_it_is_due_and_not_before) {
  start();
  set(1, 60);
  advance(59s);
  BOOST_TEST(published() == 0u);
  advance(1s);
  BOOST_TEST(published() == 1u);
  BOOST_TEST(left() == 0u);
  const auto e = value_of(value_of(storage.open_reader())->event(1)).value();
  BOOST_TEST((e.time == time.now()));
  BOOST_TEST((e.correlation == journal::trial::event(1).correlation));
  advance(1h);
  BOOST_TEST(published() == 1u);
}

BOOST_AUTO_TEST_CASE(publishes_at_its_start_what_fell_due_before) {
  for (std::uint64_t n = 1; n <= 1000; ++n)
    set(n, static_cast<std::int64_t>(n % 100));
  time.advance(100s);
  start();
  BOOST_TEST(published() == 1000u);
  BOOST_TEST(left() == 0u);
}

BOOST_AUTO_TEST_CASE(publishes_nothing_before_the_deployment_has_started) {
  spawn();
  set(1, 0);
  advance(1h);
  BOOST_TEST(published() == 0u);
  begin.open();
  run();
  BOOST_TEST(published() == 1u);
}

BOOST_AUTO_TEST_CASE(releases_an_event_of_a_transient_topic_beside_the_journal) {
  class ears : public execution::placed_actor {
  public:
    ears(caf::actor_config& config, execution::placement where, caf::group topic, int& heard)
        : placed_actor(config, std::move(where)), topic_(std::move(topic)), heard_(heard) {}
    caf::behavior make_behavior() override {
      join(topic_);
      return {[this](const bus::transient_batch& x) {
        heard_ += static_cast<int>(x.batch->events.size());
      }};
    }

  private:
    caf::group topic_;
    int& heard_;
  };
  const std::string topic = journal::trial::timer(1, 60).event.topic;
  transient.insert(topic);
  int heard = 0;
  auto listener =
      execution::spawn_placed<ears>(actors(), {"ears", &unit()}, group_of(topic.c_str()), heard);
  start();
  set(1, 60);
  set(2, 60);
  commit(build{}.clear(id(2)));
  advance(1min);
  BOOST_TEST(heard == 1);
  BOOST_TEST(published() == 0u);
  BOOST_TEST(left() == 0u);
  caf::anon_send_exit(listener, caf::exit_reason::user_shutdown);
  listener = nullptr;
  run();
}

BOOST_AUTO_TEST_CASE(publishes_in_the_order_of_their_times) {
  start();
  set(1, 30);
  set(2, 10);
  set(3, 20);
  advance(1min);
  std::vector<std::uint8_t> order;
  const auto page = value_of(value_of(storage.open_reader())->read({}));
  for (const auto& e : page.events->events)
    order.push_back(e.id.bytes[15]);
  BOOST_TEST((order == std::vector<std::uint8_t>{2, 3, 1}));
}

BOOST_AUTO_TEST_CASE(publishes_nothing_of_a_timer_that_was_cleared) {
  start();
  set(1, 60);
  commit(build{}.clear(id(1)));
  advance(1min);
  BOOST_TEST(published() == 0u);
}

BOOST_AUTO_TEST_CASE(publishes_once_when_another_takes_its_place_in_between) {
  start();
  for (std::uint64_t n = 1; n <= 10; ++n)
    set(n, 60);
  time.advance(1min);
  timers.run_due();
  end();
  start();
  start();
  BOOST_TEST(published() == 10u);
}

// A timer of the queue for each durable one that was the earliest once would never go away.
BOOST_AUTO_TEST_CASE(has_one_alarm_set_however_many_timers_there_are) {
  start();
  for (std::uint64_t n = 1; n <= 100; ++n)
    set(n, 10'000 - static_cast<std::int64_t>(n));
  for (std::uint64_t n = 101; n <= 150; ++n) {
    set(n, 1 + static_cast<std::int64_t>(n - 101));
    advance(1s);
  }
  end();
  BOOST_TEST(alarms() == 1u);
}

BOOST_AUTO_TEST_CASE(wakes_not_at_all_without_timers_and_once_a_minute_with_them) {
  start();
  advance(10h);
  BOOST_TEST(wakes == 0u);
  set(1, 100 * 3600);
  advance(10h);
  BOOST_TEST(wakes >= 600u);
  BOOST_TEST(wakes <= 601u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_timer_by_a_delay, timer_stage)

BOOST_AUTO_TEST_CASE(is_neither_early_nor_late_where_the_wall_jumps) {
  start();
  set(1, 3600);
  for (const auto jump : {24h, -48h, 8760h, -17520h}) {
    time.jump(jump);
    advance(10min);
    BOOST_TEST(published() == 0u);
  }
  advance(20min - 1s);
  BOOST_TEST(published() == 0u);
  advance(1s);
  BOOST_TEST(published() == 1u);
  BOOST_TEST((events().front().time == time.now()));
}

BOOST_AUTO_TEST_CASE(goes_by_the_wall_from_one_run_to_the_next) {
  start();
  set(1, 3600);
  advance(20min);
  down(39min);
  BOOST_TEST(published() == 0u);
  advance(1min);
  BOOST_TEST(published() == 1u);
}

BOOST_AUTO_TEST_CASE(does_not_take_an_earlier_jump_for_time_that_passed) {
  start();
  set(1, 3600);
  jump(24h);
  down(10min);
  advance(48min);
  BOOST_TEST(published() == 0u);
  advance(1min);
  BOOST_TEST(published() == 1u);
}

// While no timer is set nobody looks at the clock.
BOOST_AUTO_TEST_CASE(does_not_take_a_jump_before_it_was_set_for_time_that_passed) {
  start();
  time.jump(24h);
  set(1, 3600);
  down(10min);
  advance(50min - 1s);
  BOOST_TEST(published() == 0u);
  advance(1s);
  BOOST_TEST(published() == 1u);
}

BOOST_AUTO_TEST_CASE(fires_at_the_start_where_it_was_missed_however_long) {
  start();
  set(1, 3600);
  down(8760h);
  BOOST_TEST(published() == 1u);
  BOOST_TEST(minutes() == (times{60}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_timer_by_the_wall, timer_stage)

BOOST_AUTO_TEST_CASE(fires_when_the_wall_shows_its_time) {
  start();
  set(on_wall(1, 60min));
  advance(59min + 59s);
  BOOST_TEST(published() == 0u);
  advance(1s);
  BOOST_TEST(published() == 1u);
  BOOST_TEST((events().front().time == time.now()));
}

BOOST_AUTO_TEST_CASE(fires_within_a_minute_of_a_jump_over_its_time) {
  start();
  set(on_wall(1, 60min));
  advance(10min);
  time.jump(24h);
  advance(1min);
  BOOST_TEST(published() == 1u);
  BOOST_TEST(minutes() == (times{60}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(waits_for_as_long_as_the_wall_went_back) {
  start();
  set(on_wall(1, 60min));
  advance(50min);
  time.jump(-24h);
  advance(24h + 9min);
  BOOST_TEST(published() == 0u);
  advance(1min);
  BOOST_TEST(published() == 1u);
}

BOOST_AUTO_TEST_CASE(does_not_come_twice_where_the_wall_shows_its_time_twice) {
  start();
  set(on_wall(1, 60min));
  advance(70min);
  jump(-30min);
  advance(2h);
  BOOST_TEST(published() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// Counts how many timers are read at most at a time.
class large_stage : public timer_stage {
public:
  std::size_t most = 0;
  std::size_t reads = 0;
  std::size_t read = 0;

private:
  class counting : public support::reader_in_front {
  public:
    counting(large_stage& of, std::unique_ptr<journal::reader> behind)
        : reader_in_front(std::move(behind)), of_(of) {}
    result<std::vector<journal::timer_record>> timers(const journal::timer_query& query) override {
      auto found = reader_in_front::timers(query);
      const auto count = value_of(found).size();
      of_.most = std::max(of_.most, count);
      of_.read += count;
      ++of_.reads;
      return found;
    }

  private:
    large_stage& of_;
  };

  std::unique_ptr<journal::reader> open_reader() override {
    return std::make_unique<counting>(*this, value_of(storage.open_reader()));
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_timer_actor_with_many_timers, large_stage)

BOOST_AUTO_TEST_CASE(keeps_a_page_in_memory_and_reads_what_is_due_soon) {
  build all;
  for (std::uint64_t n = 1; n <= 20'000; ++n)
    all.set(journal::trial::timer(n, 1'000'000 + static_cast<std::int64_t>(n)));
  for (std::uint64_t n = 20'001; n <= 21'000; ++n)
    all.set(journal::trial::timer(n, 60));
  commit(all);
  start();
  advance(1h);
  BOOST_TEST(published() == 1000u);
  BOOST_TEST(most <= bus::timer_actor::timers_per_page);
  BOOST_TEST(read < 1100u);
  const auto looks = reads;
  advance(24h);
  BOOST_TEST(reads == looks); // A look at the clock needs no look at the journal.
}

BOOST_AUTO_TEST_SUITE_END()
