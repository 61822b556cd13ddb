// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/placed_actor.hpp"
#include "execution/timer_queue.hpp"
#include "journal/writer.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace troupe::bus {

/// To the timer actor: timers were set, the earliest for this time.
struct timers_set {
  time_point earliest;
};

/// Publishes the events of durable timers when they are due, each once: the commit that publishes
/// one demands that the timer is still there and removes it. After a start, what fell due meanwhile
/// fires at once.
///
/// Memory: one page of timers, whatever their number.
class timer_actor : public execution::placed_actor {
public:
  static constexpr std::size_t timers_per_page = 256;

  timer_actor(caf::actor_config&, execution::placement, journal::writer&,
              std::unique_ptr<journal::reader>, execution::timer_queue&, const troupe::clock&,
              std::function<void(const error&)> failed);

  caf::behavior make_behavior() override;

private:
  void fire_due();
  void wait_for(time_point earliest);

  journal::writer& writer_;
  std::unique_ptr<journal::reader> reader_;
  execution::timer_queue& timers_;
  const troupe::clock& time_;
  std::function<void(const error&)> failed_;
  std::optional<time_point> waiting_for_;
  execution::timer_id wake_;
  bool firing_ = false;
};

} // namespace troupe::bus

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::timers_set)
