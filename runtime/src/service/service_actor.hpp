// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/messages.hpp"
#include "execution/placed_actor.hpp"
#include "service/charges.hpp"
#include "service/crash_streak.hpp"
#include "service/handler_table.hpp"
#include "service/ledger.hpp"
#include "service/retry_log.hpp"
#include "service/roster.hpp"
#include "service/surroundings.hpp"
#include "service/transaction.hpp"

#include <boost/json/value.hpp>

#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace troupe {

/// What one instance of a service is made of.
struct instance_parts {
  surroundings& around;
  const service_offer& offer;
  boost::json::value options; ///< checked; null for the defaults
  journal::subscription_number subscription = 0;
  std::string service;  ///< the child's id
  std::string instance; ///< "payment/1", or the id where there is one instance
  std::size_t index = 0;
  std::size_t instances = 1;
  retry_policy retry;
  bool holds = false; ///< a dead letter holds its key until somebody resolves it
  caf::actor feeder;  ///< the subscription's actor; null for a service without event handlers
  std::shared_ptr<crash_streak> streak;
  std::shared_ptr<charges> charged;               ///< of the subscription
  listed_instance listed;                         ///< as those know it who watch it from outside
  std::function<void(const caf::actor&)> started; ///< tells the supervisor that it is ready
  std::shared_ptr<std::atomic<std::uint64_t>> handled; ///< by all instances that there were
  std::shared_ptr<bus::breaker> breaker{};             ///< of the service; null where it has none
  execution::gate* start = nullptr; ///< before it opens no source is asked; null: that of all
};

/// The actor that hosts one instance of a behavior.
///
/// It runs where it is placed, never on a control thread. When it starts it takes its partitions
/// over (a commit that raises their epoch), so that whatever its predecessor still tries is
/// refused. Deliveries are handled in order; what was handled since the last commit goes to the
/// journal's writer together, at the latest after `commit_age`. After a crash it commits what went
/// well, parks the delivery that crashed it, and ends. One that was left behind in its handler ends
/// when that returns, and commits nothing. While its breaker is open it lets go of the deliveries
/// that it has, begins nothing but probes, and does what skips the journal as ever.
class service_actor : public execution::placed_actor {
public:
  /// How long handled deliveries may wait for others to share their commit.
  static constexpr std::chrono::milliseconds commit_age{2};
  /// How long it works before others get a turn on its thread.
  static constexpr std::chrono::milliseconds slice{10};
  /// How many events a source is asked for.
  static constexpr std::size_t demand = 256;

  service_actor(caf::actor_config&, execution::placement, instance_parts);

  caf::behavior make_behavior() override;
  void on_exit() override;

private:
  void take_over();
  void begin();
  void begin_turn();
  void work();
  bool work_on(bus::portion&);
  /// Deliveries at the front of a portion that are alike, and the handler that takes all of them.
  struct row {
    const event_handler* handler = nullptr;
    std::size_t left = 0;
  };
  void take_in(const bus::deliveries&);
  bool is_held_up(const bus::item&) const;
  void let_go();
  void wait_for_module(const bus::item&, const std::string& why);
  void tell_breaker(const bus::item&, bus::breaker::result, const std::string& error = {});
  void tell_successes(std::chrono::nanoseconds now);
  bool handle_some(bus::portion&, row&, std::size_t most);
  bool handle_row(bus::portion&, row&, std::size_t most);
  row row_of(const bus::portion&);
  bool handle(const bus::item&);
  bool attempt(const bus::item&);
  outcome invoke(const event_handler&, const bus::item&, const void* event, const delivery&);
  void conclude(const bus::item&, outcome);
  void count_handled(const bus::item&);
  void fail(const bus::item&, failure, ledger::said);
  bool is_expired(const bus::item&);
  ledger::moment moment_of_failure();
  void take_charge(const bus::item&, charge);
  bool is_left_behind() const { return parts_.listed.fence->is_raised(); }
  void end_over(const bus::item&, const std::exception_ptr& thrown);
  void end_left_behind();
  void settle_old_charges(const bus::taken_over&);
  bool is_settled(journal::sequence_number, const charge&, const bus::taken_over&);
  void count_letter();
  void crash(const bus::item&, const std::exception_ptr& thrown);
  void bring_in();
  void commit_start();
  void take_start();
  bool is_held_back();
  void flush(std::function<void()> durable = {});
  void pause(std::chrono::nanoseconds);
  /// Sends to itself that it is time to stop; for when everything is durable.
  std::function<void()> stop_for(std::string reason);
  void give_up(std::string text);
  void give_up(const std::exception_ptr& thrown);

  instance_parts parts_;
  journal::spare_readers::lent reader_;
  journal::epoch_number epoch_ = 0;
  state_cache cache_;
  std::optional<transaction> transaction_;
  std::optional<live_service> live_;
  std::optional<handler_table> handlers_;
  std::optional<ledger> ledger_;
  std::optional<effects> begun_with_; ///< what its start did, until it is to be committed
  std::deque<bus::portion> todo_;
  std::uint64_t round_ = 0;                         ///< how often it has let go of them
  std::optional<bus::breaker::probe_number> probe_; ///< of the one that is in `todo_`
  bool lets_go_ = false;                            ///< of what it has in hand, in the midst of it
  std::uint64_t successes_ = 0;                     ///< that the breaker was not told of
  bool working_ = false;                            ///< a message to itself is under way
  bool paused_ = false;
  bool stops_ = false;                ///< handles nothing more
  bool pull_waits_ = false;           ///< for the end of a pause
  std::set<std::string> blocking_;    ///< topics of its events, for whose subscribers it waits
  std::chrono::nanoseconds until_{};  ///< when it is another's turn
  std::chrono::nanoseconds oldest_{}; ///< since when the first delivery waits for its commit
  execution::hand* hand_ = nullptr;   ///< of the thread that this turn is on
  std::uint64_t in_hand_ = 0;         ///< counts what has no sequence
  std::uint64_t handled_ = 0;         ///< since the last flush
  std::uint64_t commits_ = 0;
  std::shared_ptr<std::atomic<std::uint64_t>> durable_;
  retry_log retries_;
  std::uint64_t told_ = 0; ///< of the durable deliveries, so many are in a word that was sent
  std::shared_ptr<bus::transient_progress> transient_; ///< for the subscription to see
};

} // namespace troupe
