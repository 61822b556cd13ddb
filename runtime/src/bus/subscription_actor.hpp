// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/live_intake.hpp"
#include "bus/messages.hpp"
#include "bus/subscription.hpp"
#include "bus/topic_groups.hpp"
#include "bus/transient_intake.hpp"
#include "execution/gate.hpp"
#include "execution/placed_actor.hpp"
#include "execution/timer_queue.hpp"
#include "journal/writer.hpp"

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace troupe::bus {

/// What a subscription is made of, beside its settings.
struct subscription_parts {
  journal::subscription_number number = 0;
  interest what;
  subscription_settings settings;
  sequence_number settled = 0;
  topic_groups& groups;
  journal::writer& writer;
  std::shared_ptr<journal::reader> reader; ///< of all subscriptions on its thread
  execution::timer_queue& timers;
  const clock& time;
  execution::gate* start = nullptr; ///< nothing is delivered until it opens; null for at once
  std::function<void(const error&)> failed{}; ///< the journal cannot be read; nothing goes on
  std::function<void(const drop_counts&)> dropped{}; ///< so many more transient events
  std::function<void()> alone_over{}; ///< what was to be run alone has come to its end
  bus::pressure* pressure = nullptr;  ///< null where no topic says `overflow: block`
};

/// The actor around a `subscription`: joins the groups, reads the journal, feeds the instances.
///
/// It lives on a control thread for as long as the deployment runs; instances come and go. Its
/// groups are there when it is made, so that whatever is published from then on has a subscriber.
class subscription_actor : public execution::placed_actor {
public:
  subscription_actor(caf::actor_config&, execution::placement, subscription_parts);

  caf::behavior make_behavior() override;
  void on_exit() override;

  /// Batches are bounded before they are in the mailbox, whoever sends how many.
  using placed_actor::enqueue;
  void enqueue(caf::mailbox_element_ptr, caf::execution_unit*) override;

private:
  void carry_out(actions);
  void carry_out(deliver&&);
  void carry_out(read_page&&);
  void carry_out(read_parked&&);
  void carry_out(wake_at&&);
  void carry_out(settle&&);
  void carry_out(tell_parked&&);
  void carry_out(tell_unparked&&);
  void change(const change_rows&);
  bool take_on(const row_change&, journal::commit&, actions& next);
  void pause(const pause_deliveries&);
  void obey(bool paused);
  void seek(const seek_position&);
  void sought(const journal::seek&, bool accepted);
  void take_on(const instance_ready&);
  void let_go_of_instances();
  void carry_out(alone_over&&);
  void carry_out(probe_at&&);
  void carry_out(want_word&&);
  actions tick();
  void on_down(const caf::actor_addr&);
  void look_at_transient();
  void take_in_live();
  void take_in_transient();
  void tell_dropped();

  subscription_parts parts_;
  subscription core_;
  std::vector<caf::group> groups_;
  std::vector<caf::actor> instances_;
  std::vector<std::shared_ptr<transient_progress>> transient_; ///< of each instance
  live_intake live_intake_;
  transient_intake intake_;
  execution::timer_id wake_;
  execution::timer_id probe_;
  drop_counts dropped_; ///< at the intake
  drop_counts told_dropped_;
  std::deque<action> todo_;
  bool carrying_out_ = false;
  /// Between a seek and its verdict nothing is carried out, and who is ready waits.
  bool seeking_ = false;
  std::vector<instance_ready> early_;
  std::uint64_t reading_ = 0; ///< counts the seeks; what was asked for before one is not wanted
};

} // namespace troupe::bus
