// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/placed_actor.hpp"
#include "execution/timer_queue.hpp"
#include "service/stuck_handlers.hpp"

#include <chrono>

namespace troupe {

/// Looks at what the threads have in hand, again and again, on a control thread.
class watch_actor final : public execution::placed_actor {
public:
  watch_actor(caf::actor_config&, execution::placement, stuck_handlers&, execution::timer_queue&,
              std::chrono::nanoseconds between);

  caf::behavior make_behavior() override;

private:
  void wait();

  stuck_handlers& watch_;
  execution::timer_queue& timers_;
  std::chrono::nanoseconds between_;
};

} // namespace troupe
