// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <caf/actor_system.hpp>
#include <caf/execution_unit.hpp>
#include <caf/resumable.hpp>

#include <cstddef>
#include <deque>
#include <mutex>

namespace troupe::execution {

/// A unit is a queue of actors that want to run, and a step that runs the next of them.
///
/// Who calls `step` decides on which thread the actors of this unit run: `control_thread` in
/// production, the test itself in a test. Actors are placed on a unit by `placed_actor`; they run
/// in the order in which they got something to do, a bounded number of messages at a time. A unit
/// must outlive its actors. `exec_later` and `close` may be called from any thread; `step` and
/// `run` from one thread at a time.
class unit : public caf::execution_unit {
public:
  /// How many messages an actor handles before the next actor's turn.
  static constexpr std::size_t messages_per_turn = 64;

  explicit unit(caf::actor_system& system);
  ~unit() override;
  unit(const unit&) = delete;
  unit& operator=(const unit&) = delete;

  /// Queues `job` and takes over the reference that its caller holds for it.
  void exec_later(caf::resumable* job) override;

  /// Gives the next actor its turn; false when none waits.
  bool step();

  /// Steps until no actor waits; says how many turns that took.
  std::size_t run();

  bool idle() const;

  /// Lets go of all actors that wait, and of all that come later: they never run again, and what is
  /// left in their mailboxes goes to their drop listeners when the last handle is gone.
  void close();

protected:
  /// Called after an actor was queued, from whatever thread queued it.
  virtual void wake() {}

private:
  caf::resumable* next();

  mutable std::mutex mutex_;
  std::deque<caf::resumable*> waiting_;
  bool closed_ = false;
};

} // namespace troupe::execution
