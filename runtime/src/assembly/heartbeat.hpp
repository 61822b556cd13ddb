// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/placed_actor.hpp"
#include "execution/timer_queue.hpp"
#include "journal/writer.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <chrono>
#include <functional>

namespace troupe::assembly {

/// To the heartbeat, from its timer.
struct heartbeat_due {};

struct heartbeat_parts {
  caf::actor root;
  journal::writer& writer;
  execution::timer_queue& timers;
  std::chrono::nanoseconds every;
  /// Called on the journal's thread when a beat has gone all the way.
  std::function<void()> beaten;
};

/// A beat goes through a thread of the handlers, on which this actor is placed, the root supervisor
/// and a commit of the journal. The next one is due a while after it; where one of the three hangs,
/// or the root has ended, there is none.
class heartbeat : public execution::placed_actor {
public:
  heartbeat(caf::actor_config&, execution::placement, heartbeat_parts);

  caf::behavior make_behavior() override;

private:
  void beat();
  void commit();

  heartbeat_parts parts_;
};

} // namespace troupe::assembly

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::assembly::heartbeat_due)
