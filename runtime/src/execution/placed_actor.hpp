// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/drop_listener.hpp"

#include <caf/actor_config.hpp>
#include <caf/actor_system.hpp>
#include <caf/event_based_actor.hpp>

#include <atomic>
#include <string>
#include <utility>

namespace troupe::execution {

/// Where an actor runs, what it is called, and who takes the messages that it will never handle.
struct placement {
  std::string name;
  /// A unit's, a control thread's or the pool's; null is CAF's own scheduler.
  caf::execution_unit* where = nullptr;
  /// Null lets go of them, as CAF does.
  drop_listener* drops = nullptr;
};

/// The base of all actors of ours: it runs where it is placed, whoever sends to it or spawns it.
///
/// What differs from a plain CAF actor: an unexpected message goes to the drop listener and is
/// answered only if it is a request; an error that arrives as a message changes nothing; an
/// exception ends the actor with its text in the exit reason (`text_of`); messages that are left
/// over or come too late go to the drop listener, none is lost or given twice.
/// A derived class that overrides `cleanup` or `enqueue` calls these. Never use `.await()` in one:
/// it makes the actor unkillable.
class placed_actor : public caf::event_based_actor {
public:
  placed_actor(caf::actor_config& config, placement where);

  const char* name() const override { return placement_.name.c_str(); }

  using caf::event_based_actor::enqueue;
  void enqueue(caf::mailbox_element_ptr what, caf::execution_unit* from) override;
  void launch(caf::execution_unit* from, bool lazy, bool hide) override;
  bool cleanup(caf::error&& reason, caf::execution_unit* host) override;

protected:
  const placement& placed() const noexcept { return placement_; }

private:
  void drain(const caf::error& reason);
  void reject(caf::mailbox_element& what);
  void give_up(caf::mailbox_element& what, drop_reason why, const caf::error& reason);
  void drop(drop_reason why, caf::message what) noexcept;

  placement placement_;
  std::atomic<bool> closed_{false};
  std::atomic<int> pushers_{0};
};

/// Spawns a `T`, which derives from `placed_actor` and takes the placement first. May be called
/// from any thread. The actor does not keep `~actor_system` waiting: its owner ends it.
template <class T, class... Args>
caf::actor spawn_placed(caf::actor_system& system, placement where, Args&&... args) {
  caf::actor_config config{where.where};
  return system.spawn_class<T, caf::hidden>(config, std::move(where), std::forward<Args>(args)...);
}

/// Asks `whom` to end, ahead of all messages that wait in its mailbox; with `exit_class::killed` it
/// is not asked. A handler that is running goes on to its end. No actor is the sender, so an actor
/// that is being destroyed may call it: CAF's own `send_exit` would bring that back to life.
void send_urgent_exit(const caf::actor& whom, const caf::error& reason);

} // namespace troupe::execution
