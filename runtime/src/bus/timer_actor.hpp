// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/topic_groups.hpp"
#include "execution/gate.hpp"
#include "execution/placed_actor.hpp"
#include "execution/timer_queue.hpp"
#include "journal/writer.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace troupe::bus {

/// To the timer actor: timers were set, the earliest for this time.
struct timers_set {
  time_point earliest;
};

/// What a timer actor is made of.
struct timer_parts {
  journal::writer& writer;
  std::unique_ptr<journal::reader> reader;
  execution::timer_queue& timers;
  const clock& time;
  topic_groups& groups;
  const std::set<std::string>& transient_topics;
  execution::gate& start;                     ///< nothing fires before it opens
  std::function<void(const error&)> failed{}; ///< the journal cannot be read; nothing goes on
};

/// Publishes the events of durable timers when they are due, each once: the commit that publishes
/// one demands that the timer is still there and removes it. After a start, what fell due meanwhile
/// fires at once. That of a transient topic skips the journal: it is released after the commit that
/// removes its timer.
///
/// Memory: one page of timers, whatever their number.
class timer_actor : public execution::placed_actor {
public:
  static constexpr std::size_t timers_per_page = 256;

  timer_actor(caf::actor_config&, execution::placement, timer_parts);

  caf::behavior make_behavior() override;

private:
  void fire_due();
  void fire(journal::timer_record&&, time_point now, bool is_last);
  void wait_for(time_point earliest);

  timer_parts parts_;
  std::optional<time_point> waiting_for_;
  execution::timer_id wake_;
  bool started_ = false; ///< the gate was open
  bool firing_ = false;
};

} // namespace troupe::bus

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::timers_set)
