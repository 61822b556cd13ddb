// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <caf/actor_system.hpp>
#include <caf/execution_unit.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace troupe::execution {

/// The pool: threads that share one queue of actors that want to run. The services run here that do
/// not ask for a thread of their own.
///
/// Actors run in the order in which they got something to do, each on one thread at a time and a
/// bounded number of messages a turn. A thread that is stuck in a handler can be replaced, so that
/// there are always as many threads as it was made with. May be used from any thread but its own.
class pool {
public:
  /// How many messages an actor handles before the next actor's turn.
  static constexpr std::size_t messages_per_turn = 300;

  /// The threads are called `name` and a number: "pool.1".
  pool(caf::actor_system& system, std::size_t threads, std::string name);
  ~pool();
  pool(const pool&) = delete;
  pool& operator=(const pool&) = delete;

  /// To place actors on. Valid as long as this object, also after `stop_within`, and for an actor
  /// that runs on a thread that was replaced as long as it runs.
  caf::execution_unit& where();

  /// This thread does not come back from its handler: another takes its place, and if it comes back
  /// after all it ends. The number is the system's. False where it is none of this pool, or was
  /// replaced already.
  bool replace(std::uint32_t thread);

  /// Threads that have their place in it.
  std::size_t size() const;

  /// Lets the actors that are running finish their turns, ends the threads and lets go of the
  /// actors that wait. False where a thread did not end in time, or was replaced and has not ended:
  /// they live on by themselves, and the process ends by `_exit`. May be called again.
  bool stop_within(std::chrono::nanoseconds grace);

private:
  struct core;

  std::shared_ptr<core> core_;
};

} // namespace troupe::execution
