// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Scenarios: a tree of supervisors and what is done to it, as text that people write and read. The
/// format is in README.md beside this file.
namespace troupe::conformance {

/// A child and how its start function behaves, or a supervisor and its children.
struct node {
  supervision::child_spec spec;
  supervision::supervisor_spec supervisor;
  std::vector<node> children;
  /// The attempts to start it that fail, and those that say it is not needed; counted from 1.
  std::vector<int> fails;
  std::vector<int> ignores;
  /// All attempts from this one on fail; 0 is none.
  int fails_from = 0;
  /// It does not obey a shutdown.
  bool hangs = false;
  /// The reason it ends with when it is asked to end, if not shutdown.
  std::string ends_with;

  bool is_supervisor() const { return spec.type == supervision::child_type::supervisor; }
  bool is_dynamic() const {
    return is_supervisor() && supervisor.strategy == supervision::strategy::simple_one_for_one;
  }
};

struct step {
  enum class kind : std::uint8_t {
    /// The child at `path` ends by itself, for `reason`.
    exit,
    /// Calls to the supervisor at `path`, about `id`.
    start,
    terminate,
    restart,
    remove,
    spec,
    count,
    replace,
    /// The clock moves by `seconds`.
    advance,
    /// From here to `resume` the supervisor handles nothing of what arrives.
    suspend,
    resume,
    /// The root is asked to end.
    stop,
  };

  kind what;
  std::string path{};
  std::string id{};
  std::string reason{};
  int seconds = 0;
  /// The child to start, or a supervisor with the new specs.
  node with{};
};

struct scenario {
  std::string name;
  node root;
  std::vector<step> steps;
  /// The trace that was recorded, line by line.
  std::vector<std::string> expected;
};

/// Throws std::invalid_argument that tells the line.
std::vector<scenario> parse_scenarios(const std::string& text, const std::string& file);
std::vector<scenario> read_scenarios(const std::string& file);

std::string to_text(const scenario&);
std::string to_text(const step&);

/// The nodes of a tree by path, as in "top/s/a".
const node* find_node(const node& root, const std::string& path);

} // namespace troupe::conformance
