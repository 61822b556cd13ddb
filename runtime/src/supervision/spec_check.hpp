// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/child_spec.hpp"

#include <string>
#include <vector>

namespace troupe::supervision {

/// What is wrong with a spec.
struct spec_complaint {
  /// OTP's name for it, as in "duplicate_child_name".
  std::string name;
  /// The child, or nothing if it is the supervisor.
  std::string child;
  /// A sentence: what is wrong, and what to do.
  std::string text;

  friend bool operator==(const spec_complaint&, const spec_complaint&) = default;
};

/// "name: text", one line each.
std::string to_string(const std::vector<spec_complaint>&);

/// All that is wrong with a supervisor and its children; empty if they are good.
///
/// OTP tells the first complaint only. Stricter than OTP: a child must have an id that is not
/// empty, as it is part of a path. A `simple_one_for_one` supervisor has exactly one spec.
std::vector<spec_complaint> check_specs(const supervisor_spec&, const std::vector<child_spec>&);

/// All that is wrong with a child of a supervisor with that `auto_shutdown`.
std::vector<spec_complaint> check_child(const child_spec&, auto_shutdown of_supervisor);

} // namespace troupe::supervision
