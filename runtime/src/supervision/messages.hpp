// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/administration.hpp"
#include "supervision/any_plan.hpp"
#include "supervision/child.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// All messages to and from supervisors. They never leave the process.
namespace troupe::supervision {

/// From a child to its supervisor: this instance is ready.
struct child_started {
  std::uint64_t instance;
};

/// About a child, from those who watch it: this instance does not return from what it is doing. It
/// is left behind, and counts as one that has ended.
struct child_left_behind {
  std::uint64_t instance;
  exit_class how;
  std::string why;
};

/// From a supervisor to itself.
struct retry_restart {
  std::string child;
  /// Tells this wait from others of the same child.
  std::uint64_t wait = 0;
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

/// OTP's calls. Each is a request to a supervisor, answered with an `answer` once it is carried out
/// or refused. What is under way goes first; a supervisor that ends answers `noproc`.
struct start_child {
  child what;
};

/// To a `simple_one_for_one` supervisor: one more child. The answer holds its id.
struct start_dynamic_child {
  /// Given to its start function, at restarts too.
  std::string argument{};
};

struct terminate_child {
  std::string id;
};

struct restart_child {
  std::string id;
};

struct delete_child {
  std::string id;
};

/// Ours: OTP's calls are two here, and in between a sibling's failure may have the child started.
struct renew_child {
  std::string id;
};

struct remove_child {
  std::string id;
};

struct replace_specs {
  supervisor_spec supervisor;
  std::vector<child> children;
};

/// Requests that are answered at once, with a `child_count` or a `found_spec`.
struct count_children {};

struct get_childspec {
  std::string id;
};

struct found_spec {
  std::optional<child_spec> spec;
};

} // namespace troupe::supervision

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::child_started)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::child_left_behind)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::retry_restart)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::stop_timeout)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::describe_children)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::supervisor_report)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::cause_chain)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::start_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::start_dynamic_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::terminate_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::restart_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::delete_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::renew_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::remove_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::replace_specs)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::count_children)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::get_childspec)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::found_spec)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::answer)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::supervision::child_count)
