// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/watch_actor.hpp"

#include "execution/send_if_alive.hpp"
#include "service/messages.hpp"

#include <utility>

namespace troupe {

watch_actor::watch_actor(caf::actor_config& config, execution::placement where,
                         stuck_handlers& watch, execution::timer_queue& timers,
                         std::chrono::nanoseconds between)
    : placed_actor(config, std::move(where)), watch_(watch), timers_(timers), between_(between) {}

caf::behavior watch_actor::make_behavior() {
  wait();
  return {[this](const look_at_hands&) {
    watch_.look();
    wait();
  }};
}

void watch_actor::wait() {
  timers_.after(between_, execution::send_if_alive(address(), look_at_hands{}));
}

} // namespace troupe
