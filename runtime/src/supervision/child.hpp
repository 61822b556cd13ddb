// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"

#include <caf/actor.hpp>
#include <caf/actor_addr.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace troupe::supervision {

/// What a child needs to know at its start.
struct start_request {
  /// Weak: the supervisor holds its children, and they must not hold it.
  caf::actor_addr supervisor;
  /// Its place in the tree, as in "shop/fulfilment/payment".
  std::string path;
  /// Tells this start from others of the same child.
  std::uint64_t instance = 0;

  /// The child is ready: the supervisor goes on to the next. From any thread, once; does nothing
  /// when the supervisor is gone.
  void report_started() const;
};

/// A child and the way to start it.
///
/// `start` is called on the control thread, spawns an actor and returns it at once; that actor
/// later calls `report_started`, or ends, which is a failed start with the reason of its end. So is
/// an exception that leaves `start`. It is called anew for each restart.
struct child {
  child_spec spec;
  std::function<caf::actor(const start_request&)> start;
};

} // namespace troupe::supervision
