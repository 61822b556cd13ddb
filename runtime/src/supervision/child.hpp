// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"
#include "supervision/exit_info.hpp"

#include <caf/actor.hpp>
#include <caf/actor_addr.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace troupe::supervision {

/// What a child needs to know at its start.
struct start_request {
  /// Weak: the supervisor holds its children, and they must not hold it.
  caf::actor_addr supervisor;
  /// Its place in the tree, as in "shop/fulfilment/payment".
  std::string path;
  /// Tells this start from others of the same child.
  std::uint64_t instance = 0;
  /// What a dynamic child was asked for with.
  std::string argument{};

  /// The child is ready: the supervisor goes on to the next. From any thread, once; does nothing
  /// when the supervisor is gone.
  void report_started() const;

  /// The child does not return from what it is doing: its supervisor leaves it behind, without
  /// asking it to end, and takes it for one that ended as `how`. From any thread; does nothing when
  /// the child has ended or the supervisor is gone.
  void report_left_behind(exit_class how, std::string why) const;
};

/// What a start function returns for a child that is not needed: it stays down, and that is no
/// failure.
struct ignored {};

/// What a start function returns: the actor that it spawned, or `ignored`.
struct started_child {
  started_child(caf::actor spawned) : handle(std::move(spawned)) {}
  started_child(ignored) : is_ignored(true) {}

  caf::actor handle{};
  bool is_ignored = false;
};

using start_function = std::function<started_child(const start_request&)>;

/// A child and the way to start it.
///
/// `start` is called on the control thread, spawns an actor and returns it at once; that actor
/// later calls `report_started`, or ends, which is a failed start with the reason of its end. So is
/// an exception that leaves `start`. It is called anew for each restart.
struct child {
  child_spec spec;
  start_function start;
};

} // namespace troupe::supervision
