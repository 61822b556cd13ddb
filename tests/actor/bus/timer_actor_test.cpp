// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bus/timer_actor.hpp"

#include "bus/messages.hpp"

#include "execution/unit.hpp"
#include "support/journal_failing_engine.hpp"
#include "support/journal_history.hpp"
#include "support/journal_reader_in_front.hpp"
#include "support/journal_values.hpp"
#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <random>

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
  steady_time steady{time};
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
        bus::timer_parts{writer_, open_reader(), timers, time, steady, groups_, transient, begin,
                         10, [this](const error& why) { failures.push_back(why); }});
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
  void note_orphan(journal::subscription_number of, std::optional<time_point> since) {
    journal::commit note;
    note.subscription = of;
    note.orphaned = journal::orphaning{since};
    commit(std::move(note));
    if (since)
      return;
    caf::anon_send(actor_, bus::owner_returned{of});
    run();
  }
  /// A timer of a service that is taken out then.
  journal::subscription_number start_with_held(journal::timer_record timer) {
    const auto owner = value_of(storage.subscribe("stock", 0));
    start();
    timer.owner = owner;
    set(std::move(timer));
    note_orphan(owner, time.now());
    return owner;
  }
  void set(journal::timer_record timer) { commit(build{}.set(std::move(timer))); }
  /// Lets time pass as it does: what is set for a moment between happens then.
  void advance(std::chrono::nanoseconds by) {
    const auto end = time.elapsed() + by;
    for (auto next = timers.next(); next && *next <= end; next = timers.next()) {
      time.advance(std::max(*next - time.elapsed(), std::chrono::nanoseconds{0}));
      ++wakes;
      timers.run_due();
      run();
    }
    time.advance(end - time.elapsed());
  }
  /// Somebody moves the wall's clock, and a minute later nobody can have overlooked it.
  void jump(std::chrono::microseconds by) {
    time.jump(by);
    advance(1min);
  }
  /// The deployment ends, and starts anew when so much time has passed on the wall.
  void down(std::chrono::nanoseconds by) {
    end();
    time.advance(by);
    steady = steady_time{time, value_of(value_of(storage.open_reader())->wall_moved())};
    spawn();
  }
  std::size_t published() const { return storage.head(); }
  /// The times of the events that were published, in minutes from the beginning.
  std::vector<std::int64_t> minutes() {
    std::vector<std::int64_t> all;
    for (const auto& e : events())
      all.push_back((e.time - journal::trial::at(0)) / 1min);
    return all;
  }
  std::vector<journal::event_record> events() {
    journal::event_query all;
    all.limit = 100'000;
    return value_of(value_of(storage.open_reader())->read(all)).events->events;
  }
  std::optional<journal::timer_record> recurring() {
    const auto all = value_of(value_of(storage.open_reader())->timers({.recurring = true}));
    return all.empty() ? std::nullopt : std::optional{all.front()};
  }
  std::size_t wakes = 0;
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
  virtual std::unique_ptr<journal::reader> open_reader() { return value_of(storage.open_reader()); }
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

journal::timer_record on_wall(std::uint64_t n, std::chrono::minutes due) {
  auto made = journal::trial::timer(n, std::chrono::seconds{due}.count());
  made.by = journal::timer_measure::wall;
  made.event.time = made.due;
  return made;
}

journal::timer_record recurring(const std::string& rule, std::chrono::minutes first,
                                missed_timers missed = missed_timers::once) {
  auto made = on_wall(1, first);
  made.name = "beat";
  made.recurrence = rule;
  made.missed = missed;
  return made;
}

using times = std::vector<std::int64_t>;

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

BOOST_AUTO_TEST_CASE(holds_the_timers_of_a_service_that_was_taken_out_until_it_is_put_back) {
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

BOOST_AUTO_TEST_CASE(takes_what_fell_due_while_a_service_was_taken_out_for_missed) {
  for (const auto& [missed, expected] : std::vector<std::pair<missed_timers, times>>{
           {missed_timers::once, {1, 61}}, {missed_timers::skip, {61}}}) {
    stage in;
    const auto owner = in.start_with_held(::recurring("every 1m", 1min, missed));
    in.advance(60min + 30s);
    BOOST_TEST(in.published() == 0u);
    in.note_orphan(owner, std::nullopt);
    in.advance(30s);
    BOOST_TEST(in.minutes() == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(goes_back_with_the_wall_also_where_a_service_was_put_back_before) {
  for (const auto missed : {missed_timers::once, missed_timers::skip, missed_timers::all}) {
    stage in;
    const auto owner = in.start_with_held(::recurring("every 1m", 1min, missed));
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

BOOST_AUTO_TEST_CASE(notices_that_the_wall_was_moved_also_where_all_timers_are_held) {
  start_with_held(journal::trial::timer(1, 600));
  advance(1h);
  jump(-30h);
  advance(1min);
  BOOST_TEST((value_of(value_of(storage.open_reader())->wall_moved()) == -30h));
}

BOOST_AUTO_TEST_CASE(looks_once_only_at_timers_that_are_held) {
  const auto owner = value_of(storage.subscribe("stock", 0));
  start();
  for (std::uint64_t n = 2; n <= 20; ++n) {
    auto timer = journal::trial::timer(n, static_cast<std::int64_t>(1000 * n));
    timer.owner = owner;
    set(timer);
  }
  note_orphan(owner, time.now());
  set(::recurring("every 1m", 1min));
  set(30, 30'000); // Behind and amid those that are held.
  set(31, 4'500);
  advance(2h);
  BOOST_TEST(published() == 121u);
  advance(8h);
  BOOST_TEST(published() == 602u);
  BOOST_TEST(left() == 20u);
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

BOOST_FIXTURE_TEST_SUITE(a_timer_by_a_delay, stage)

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

BOOST_FIXTURE_TEST_SUITE(a_timer_by_the_wall, stage)

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

BOOST_FIXTURE_TEST_SUITE(a_recurring_timer, stage)

BOOST_AUTO_TEST_CASE(publishes_at_each_of_its_times_with_that_time) {
  start();
  set(::recurring("every 10m", 10min));
  advance(45min);
  BOOST_TEST(minutes() == (times{10, 20, 30, 40}), boost::test_tools::per_element());
  BOOST_TEST(left() == 1u);
}

BOOST_AUTO_TEST_CASE(gives_each_event_an_id_and_a_chain_of_its_own) {
  start();
  set(::recurring("every 10m", 10min));
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
  stage copy;
  for (auto* each : {static_cast<stage*>(this), &copy}) {
    each->start();
    each->set(::recurring("every 10m", 10min));
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
  set(::recurring("every 10m", 10min));
  advance(25min);
  commit(build{}.clear(id(1)));
  advance(2h);
  BOOST_TEST(minutes() == (times{10, 20}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(follows_what_it_is_set_to_anew) {
  start();
  set(::recurring("every 10m", 10min));
  advance(25min);
  auto other = ::recurring("every 1h", 60min);
  other.event.id = id(500);
  set(other);
  advance(2h);
  BOOST_TEST(minutes() == (times{10, 20, 60, 120}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(follows_the_clocks_of_its_zone) {
  start(); // At 8:00 UTC on January 15th, 2027, which is 9:00 in Berlin.
  set(::recurring("cron 0 9 * * * in Europe/Berlin", 24h));
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
  set(::recurring("every 10m", 10min));
  advance(15min);
  down(95min);
  BOOST_TEST(minutes() == (times{10, 20}), boost::test_tools::per_element());
  advance(20min);
  BOOST_TEST(minutes() == (times{10, 20, 120, 130}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(leaves_out_those_that_were_missed_where_it_is_to_skip_them) {
  start();
  set(::recurring("every 10m", 10min, missed_timers::skip));
  advance(15min);
  down(96min);
  BOOST_TEST(minutes() == (times{10}), boost::test_tools::per_element());
  advance(20min);
  BOOST_TEST(minutes() == (times{10, 120, 130}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(fires_for_each_that_was_missed_at_a_limited_rate_where_all_are_wanted) {
  start();
  set(::recurring("every 10m", 10min, missed_timers::all));
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
    auto timer = ::recurring("every 1h", 1h, missed_timers::all);
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
  set(::recurring("every 1s", 1min));
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
  set(::recurring("every 1m", 1min, missed_timers::all));
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
  set(::recurring("every 1h", 60min, missed_timers::skip));
  advance(90min);
  time.jump(24h);
  advance(1min);
  BOOST_TEST(minutes() == (times{60}), boost::test_tools::per_element());
  advance(30min);
  BOOST_TEST(minutes() == (times{60, 26 * 60}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(fires_no_time_twice_where_the_wall_goes_back_a_little) {
  start();
  set(::recurring("every 10m", 10min));
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
  auto wrong = ::recurring("every 10m", 24h * 365 + 10min);
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
  set(::recurring("every 10m", 10min, missed_timers::skip));
  advance(15min);
  jump(24h * 365);
  jump(-24h * 365);
  advance(15min);
  BOOST_TEST(minutes() == (times{10, 20, 30}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(goes_on_where_the_wall_went_back_while_nothing_ran) {
  start();
  time.jump(24h * 365);
  set(::recurring("every 10m", 24h * 365 + 10min));
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
  set(::recurring("cron 0 8 * * * in Middle/Earth", 10min));
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
  set(::recurring("every 1m", 1min, missed_timers::all));
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

namespace {

/// Counts how many timers are read at most at a time.
class large_stage : public stage {
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
