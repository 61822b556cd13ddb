// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/messages.hpp"
#include "bus/timer_actor.hpp"
#include "execution/unit.hpp"
#include "support/journal_values.hpp"
#include "support/manual_clock.hpp"

#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::support {

using journal::trial::build;
using journal::trial::value_of;

/// The timers' actor, stepped by hand, on a journal in memory.
class timer_stage : private journal::writer_listener {
public:
  journal::memory_engine storage;
  support::manual_clock time{journal::trial::at(0)};
  steady_time steady{time};
  execution::timer_queue timers{time};
  std::vector<error> failures;
  std::set<std::string> transient;
  execution::gate begin;

  ~timer_stage() override { end(); }

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
    advance(std::chrono::minutes{1});
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
      all.push_back((e.time - journal::trial::at(0)) / std::chrono::minutes{1});
    return all;
  }
  std::vector<journal::event_record> events() {
    journal::event_query all;
    all.limit = 100'000;
    return value_of(value_of(storage.open_reader())->read(all)).events->events;
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

inline journal::timer_record on_wall(std::uint64_t n, std::chrono::minutes due) {
  auto made = journal::trial::timer(n, std::chrono::seconds{due}.count());
  made.by = journal::timer_measure::wall;
  made.event.time = made.due;
  return made;
}

inline journal::timer_record recurring(const std::string& rule, std::chrono::minutes first,
                                       missed_timers missed = missed_timers::once) {
  auto made = on_wall(1, first);
  made.name = "beat";
  made.recurrence = rule;
  made.missed = missed;
  return made;
}

/// In minutes from the beginning.
using times = std::vector<std::int64_t>;

} // namespace troupe::support
