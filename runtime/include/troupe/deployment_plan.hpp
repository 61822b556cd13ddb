// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a reload does or would do, as it is told: described structs.
namespace troupe {

struct value_change {
  std::string key;
  std::string from; ///< empty where nothing was said, as `to`
  std::string to;

  friend bool operator==(const value_change&, const value_change&) = default;
};
BOOST_DESCRIBE_STRUCT(value_change, (), (key, from, to))

enum class child_fate {
  started,
  stopped,
  restarted,
  changed, ///< a supervisor that goes on and does something otherwise
  unchanged
};
BOOST_DESCRIBE_ENUM(child_fate, started, stopped, restarted, changed, unchanged)

struct planned_child {
  std::string id;
  std::string kind; ///< "service" or "supervisor"
  std::string path;
  child_fate fate = child_fate::unchanged;
  std::vector<value_change> changes;

  friend bool operator==(const planned_child&, const planned_child&) = default;
};
BOOST_DESCRIBE_STRUCT(planned_child, (), (id, kind, path, fate, changes))

/// One that the journal does not know yet, or that no child had.
struct appearing_subscription {
  std::string id;
  std::string start;                     ///< as the file says it; empty where the journal knows it
  std::optional<std::uint64_t> position; ///< where it goes on, if the journal knows it

  friend bool operator==(const appearing_subscription&, const appearing_subscription&) = default;
};
BOOST_DESCRIBE_STRUCT(appearing_subscription, (), (id, start, position))

/// One that no child will have: all that it has stays, and nothing runs.
struct orphaned_subscription {
  std::string id;
  std::uint64_t position = 0;
  std::uint64_t parked = 0;

  friend bool operator==(const orphaned_subscription&, const orphaned_subscription&) = default;
};
BOOST_DESCRIBE_STRUCT(orphaned_subscription, (), (id, position, parked))

/// From what runs, or ran last, to what a file says.
struct deployment_plan {
  std::string deployment;
  bool runs = false;
  std::uint64_t generation = 0; ///< of what runs or ran last; 0 where nobody knows of one
  std::vector<planned_child> children;
  std::vector<appearing_subscription> appearing;
  std::vector<orphaned_subscription> orphaned;
  std::vector<value_change> fixed;     ///< what takes a stop and a run
  std::vector<std::string> objections; ///< why it would be refused, for another reason
};
BOOST_DESCRIBE_STRUCT(deployment_plan, (),
                      (deployment, runs, generation, children, appearing, orphaned, fixed,
                       objections))

} // namespace troupe
