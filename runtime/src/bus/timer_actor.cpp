// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/timer_actor.hpp"

#include "execution/send_if_alive.hpp"
#include <caf/send.hpp>

#include <algorithm>

namespace troupe::bus {
namespace {

/// To itself: look which timers are due.
struct look_at_timers {};
/// To itself: the timers of the last page are fired.
struct page_fired {};

} // namespace
} // namespace troupe::bus

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::look_at_timers)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::page_fired)

namespace troupe::bus {

timer_actor::timer_actor(caf::actor_config& config, execution::placement where, timer_parts parts)
    : placed_actor(config, std::move(where)), parts_(std::move(parts)) {}

caf::behavior timer_actor::make_behavior() {
  parts_.start.when_open(execution::send_if_alive(address(), look_at_timers{}));
  return {
      [this](const timers_set& message) {
        if (started_)
          wait_for(message.earliest);
      },
      [this](const look_at_timers&) {
        started_ = true;
        waiting_for_.reset();
        fire_due();
      },
      [this](const page_fired&) {
        firing_ = false;
        fire_due();
      },
  };
}

void timer_actor::wait_for(time_point earliest) {
  if (waiting_for_ && *waiting_for_ <= earliest)
    return;
  waiting_for_ = earliest;
  const auto delay = std::max<std::chrono::nanoseconds>(earliest - parts_.time.now(), {});
  parts_.timers.cancel(wake_);
  wake_ = parts_.timers.after(delay, execution::send_if_alive(address(), look_at_timers{}));
}

void timer_actor::fire_due() {
  if (firing_)
    return;
  const auto now = parts_.time.now();
  auto due = parts_.reader->timers(now, timers_per_page);
  if (!due)
    return parts_.failed(due.failure());
  if (due->empty()) {
    const auto next = parts_.reader->next_timer();
    if (!next)
      return parts_.failed(next.failure());
    if (*next)
      wait_for(**next);
    return;
  }
  firing_ = true;
  for (std::size_t i = 0; i < due->size(); ++i)
    fire(std::move((*due)[i]), now, i + 1 == due->size());
}

void timer_actor::fire(journal::timer_record&& timer, time_point now, bool is_last) {
  timer.event.time = now;
  const bool skips = parts_.transient_topics.count(timer.event.topic) > 0;
  const auto released = std::make_shared<journal::batch>();
  journal::commit fired;
  fired.timer_fired = timer.id;
  (skips ? released->events : fired.events).push_back(std::move(timer.event));
  // A refusal means that the timer was cancelled before: then nothing is published.
  parts_.writer.submit(std::move(fired),
                       [self = caf::actor_cast<caf::actor>(this), released, &groups = parts_.groups,
                        is_last](const journal::verdict& v) {
                         if (v.failure && v.failure->code != ec::refused)
                           return; // The journal failed: nothing fires any more.
                         if (v.accepted())
                           groups.publish_transient(released);
                         if (is_last)
                           caf::anon_send(self, page_fired{});
                       });
}

} // namespace troupe::bus
