// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bus/timer_actor.hpp"

#include "bus/messages.hpp"

#include "execution/unit.hpp"
#include "support/journal_failing_engine.hpp"
#include "support/journal_values.hpp"
#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

using namespace troupe;
using namespace std::chrono_literals;
using journal::trial::build;
using journal::trial::id;
using journal::trial::value_of;

namespace {

/// The timers' actor, stepped by hand, on a journal in memory.
class stage : private journal::writer_listener {
public:
  journal::memory_engine storage;
  support::manual_clock time{journal::trial::at(0)};
  execution::timer_queue timers{time};
  std::vector<error> failures;
  std::set<std::string> transient;
  execution::gate begin;

  ~stage() override { end(); }

  void start() {
    begin.open();
    spawn();
  }
  void spawn() {
    actor_ = execution::spawn_placed<bus::timer_actor>(
        actors_, {"timers", &unit_},
        bus::timer_parts{writer_, value_of(storage.open_reader()), timers, time, groups_, transient,
                         begin, [this](const error& why) { failures.push_back(why); }});
    run();
  }
  void end() {
    caf::anon_send_exit(actor_, caf::exit_reason::user_shutdown);
    actor_ = nullptr;
    unit_.run();
  }
  void commit(journal::commit what) {
    writer_.submit(std::move(what), {});
    run();
  }
  void set(std::uint64_t n, std::int64_t due) {
    commit(build{}.set(journal::trial::timer(n, due)));
  }
  void advance(std::chrono::nanoseconds by) {
    time.advance(by);
    timers.run_due();
    run();
  }
  std::size_t published() const { return storage.head(); }
  std::size_t left() { return value_of(value_of(storage.open_reader())->timer_count()); }
  std::size_t alarms() {
    std::size_t count = 0;
    execution::timer_queue* all = &timers;
    while (all->next()) {
      time.advance(*all->next() - time.elapsed());
      count += all->run_due();
    }
    return count;
  }
  journal::writer& writer() { return writer_; }
  caf::group group_of(const char* topic) { return groups_.group_of(journal::trial::topics(topic)); }
  caf::actor_system& actors() { return actors_; }
  execution::unit& unit() { return unit_; }
  void run() {
    do
      unit_.run();
    while (writer_.step());
  }

private:
  void committed(const journal::batch_ptr&) override {}
  void timers_set(time_point earliest) override {
    if (actor_)
      caf::anon_send(actor_, bus::timers_set{earliest});
  }
  void failed(const error&) override {}

  caf::actor_system_config config_;
  caf::actor_system actors_{config_};
  execution::unit unit_{actors_};
  bus::topic_groups groups_{actors_, [](const bus::event_ptr&) {}};
  journal::writer writer_{storage, *this};
  caf::actor actor_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_timer_actor, stage)

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

BOOST_AUTO_TEST_SUITE_END()
