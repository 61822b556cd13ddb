// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"
#include "supervision/exit_info.hpp"
#include "supervision/plan.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// All messages to and from supervisors. They never leave the process.
namespace troupe::supervision {

/// From a child to its supervisor: this instance is ready.
struct child_started {
  std::uint64_t instance;
};

/// From a supervisor to itself.
struct retry_restart {
  std::string child;
};

/// From a supervisor's timer.
struct stop_timeout {
  std::uint64_t timer;
};

/// A request to a supervisor, answered at any time with a `supervisor_report`.
struct describe_children {};

struct child_report {
  std::string path;
  child_type type = child_type::worker;
  child_state state = child_state::down;
  /// Counts the starts of this supervisor's children; 0 before the first.
  std::uint64_t instance = 0;
  std::uint64_t restarts = 0;
  /// Null while it is down. A supervisor can be asked in turn.
  caf::actor handle;
};

struct supervisor_report {
  std::string path;
  /// In the order of their start.
  std::vector<child_report> children;
  /// Instances that did not obey a kill and have not ended since.
  std::size_t abandoned = 0;
};

} // namespace troupe::supervision

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::child_started)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::retry_restart)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::stop_timeout)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::describe_children)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::supervisor_report)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::cause_chain)
