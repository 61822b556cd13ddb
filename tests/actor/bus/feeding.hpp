// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/subscription_actor.hpp"
#include "execution/unit.hpp"
#include "journal/memory.hpp"
#include "support/journal_values.hpp"
#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <string>
#include <vector>

namespace troupe::support {

/// A subscription's actor, stepped by hand, with a journal in memory; the test is its instances.
class feeding : private journal::writer_listener {
public:
  journal::memory_engine storage;
  manual_clock time;
  execution::timer_queue timers{time};
  std::vector<bus::portion> received;
  std::vector<error> failures;
  std::atomic<std::uint64_t> dropped{0};
  journal::subscription_number number = journal::trial::value_of(storage.subscribe("payment", 0));

  ~feeding() override {
    for (auto* actor : {&subscription_, &instance_})
      caf::anon_send_exit(*actor, caf::exit_reason::user_shutdown);
    subscription_ = nullptr;
    unit_.run();
    instance_ = nullptr;
  }

  void start(bus::subscription_settings settings = {},
             std::function<std::string(const journal::event_record&)> key_of = {}) {
    bus::interest what{{journal::trial::topics("orders.*")}, std::move(key_of)};
    subscription_ = execution::spawn_placed<bus::subscription_actor>(
        actors_, {"subscription", &unit_},
        bus::subscription_parts{number, what, settings, 0, groups_, writer_,
                                journal::trial::value_of(storage.open_reader()), timers, time,
                                nullptr, [this](const error& why) { failures.push_back(why); }});
  }

  /// An instance takes over what the journal says.
  void ready(std::size_t index, journal::epoch_number epoch) {
    class taker : public execution::placed_actor {
    public:
      taker(caf::actor_config& config, execution::placement where, std::vector<bus::portion>& into)
          : placed_actor(config, std::move(where)), into_(into) {}
      caf::behavior make_behavior() override {
        return {[this](const bus::deliveries& x) {
          into_.insert(into_.end(), x.items.begin(), x.items.end());
        }};
      }

    private:
      std::vector<bus::portion>& into_;
    };
    instance_ = execution::spawn_placed<taker>(actors_, {"instance", &unit_}, received);
    const auto reader = journal::trial::value_of(storage.open_reader());
    caf::anon_send(subscription_,
                   bus::instance_ready{index, epoch, instance_,
                                       std::make_shared<const bus::taken_over>(bus::taken_over{
                                           journal::trial::value_of(reader->positions(number)),
                                           journal::trial::value_of(reader->parked(number))})});
    run();
  }

  void settled(std::size_t index, journal::epoch_number epoch, bus::acknowledgement word) {
    caf::anon_send(subscription_, bus::instance_settled{index, epoch, std::move(word)});
    run();
  }

  void commit(journal::commit what) {
    writer_.submit(std::move(what), [](const journal::verdict& v) {
      BOOST_TEST_REQUIRE(v.accepted(), (v.failure ? v.failure->what : ""));
    });
    while (writer_.step()) {
    }
    run();
  }

  void publish(std::uint64_t number_of_event, const std::string& key) {
    journal::commit all;
    all.events.push_back(journal::trial::event(number_of_event, "orders.placed", key));
    commit(std::move(all));
  }

  void run() { unit_.run(); }

  void advance(std::chrono::nanoseconds by) {
    time.advance(by);
    timers.run_due();
    run();
  }

  /// What the instance was given, in order: "3", or "(3)" for a parked one.
  std::vector<std::string> told() const {
    std::vector<std::string> all;
    for (const auto& chunk : received)
      for (const auto& x : chunk) {
        const auto text = std::to_string(x.event->sequence);
        all.push_back(x.parked ? '(' + text + ')' : text);
      }
    return all;
  }

  journal::sequence_number settled_upto() {
    while (writer_.step()) {
    }
    writer_.flush();
    const auto reader = journal::trial::value_of(storage.open_reader());
    return journal::trial::value_of(reader->subscriptions()).front().settled;
  }

  const caf::actor& actor() const { return subscription_; }
  const caf::actor& instance() const { return instance_; }
  bus::topic_groups& groups() { return groups_; }

private:
  void committed(const journal::batch_ptr& batch) override { groups_.publish(batch); }
  void timers_set(time_point) override {}
  void failed(const error& why) override { failures.push_back(why); }

  caf::actor_system_config config_;
  caf::actor_system actors_{config_};
  execution::unit unit_{actors_};
  bus::topic_groups groups_{actors_, [](const bus::event_ptr&) {}};
  journal::writer writer_{storage, *this};
  caf::actor subscription_;
  caf::actor instance_;
};

} // namespace troupe::support
