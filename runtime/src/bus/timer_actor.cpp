// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/timer_actor.hpp"

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

timer_actor::timer_actor(caf::actor_config& config, execution::placement where,
                         journal::writer& writer, std::unique_ptr<journal::reader> reader,
                         execution::timer_queue& timers, const troupe::clock& time,
                         std::function<void(const error&)> failed)
    : placed_actor(config, std::move(where)), writer_(writer), reader_(std::move(reader)),
      timers_(timers), time_(time), failed_(std::move(failed)) {}

caf::behavior timer_actor::make_behavior() {
  fire_due();
  return {
      [this](const timers_set& message) { wait_for(message.earliest); },
      [this](const look_at_timers&) {
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
  const auto delay = std::max<std::chrono::nanoseconds>(earliest - time_.now(), {});
  timers_.cancel(wake_);
  // The address, for a handle would keep this actor alive until the timer is due.
  wake_ = timers_.after(delay, [to = address()] {
    if (const auto self = caf::actor_cast<caf::actor>(to))
      caf::anon_send(self, look_at_timers{});
  });
}

void timer_actor::fire_due() {
  if (firing_)
    return;
  const auto now = time_.now();
  auto due = reader_->timers(now, timers_per_page);
  if (!due)
    return failed_(due.failure());
  if (due->empty()) {
    const auto next = reader_->next_timer();
    if (!next)
      return failed_(next.failure());
    if (*next)
      wait_for(**next);
    return;
  }
  firing_ = true;
  for (std::size_t i = 0; i < due->size(); ++i) {
    auto& timer = (*due)[i];
    journal::commit fire;
    fire.timer_fired = timer.id;
    timer.event.time = now;
    fire.events.push_back(std::move(timer.event));
    // A refusal means that the timer was cancelled before: then nothing is published.
    writer_.submit(std::move(fire), [self = caf::actor_cast<caf::actor>(this),
                                     is_last = i + 1 == due->size()](const journal::verdict& v) {
      if (v.failure && v.failure->code != ec::refused)
        return; // The journal failed: nothing fires any more.
      if (is_last)
        caf::anon_send(self, page_fired{});
    });
  }
}

} // namespace troupe::bus
