// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "testing/scenario.hpp"
#include "troupe/deployment.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace troupe::testing {

/// What became of a scenario.
struct scenario_result {
  std::string name;
  std::vector<std::string> failures; ///< "file:line:column: what", maybe of several lines
  std::string story;                 ///< where it failed
  double seconds = 0;                ///< that it took, really
  std::uint64_t seed = 1;            ///< with which it was played last
  std::string again{};               ///< the command that does so once more; none: like this one

  bool passed() const { return failures.empty(); }
};

/// Plays it in a rehearsal of that deployment, from its beginning: what is given happens first, and
/// is not looked at. Each event and dead letter meets one expectation at most.
scenario_result play_scenario(const deployment&, const scenario_file&, const scenario&,
                              std::uint64_t seed);

} // namespace troupe::testing
