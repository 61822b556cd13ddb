// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/status.hpp"

#include <boost/describe.hpp>

#include <string>
#include <vector>

/// Subscriptions as they are shown.
namespace troupe::cli {

/// One line of the list, which is also its JSON.
struct subscription_line {
  std::string id;
  /// live, behind, paused, orphaned (no child has it), or stopped with the deployment.
  std::string state;
  std::uint64_t position = 0;
  std::uint64_t head = 0;   ///< of the journal
  std::uint64_t behind = 0; ///< at most so many events wait for it
  std::uint64_t parked = 0;
  std::uint64_t held = 0;
  std::uint64_t dead_letters = 0;
  std::uint64_t reread_to = 0; ///< where it reads again what it had settled: up to there; else 0
};
BOOST_DESCRIBE_STRUCT(subscription_line, (),
                      (id, state, position, head, behind, parked, held, dead_letters, reread_to))

/// Those that children have, in the order of the tree, and those that no child has.
std::vector<subscription_line> subscription_lines(const control::status&);

std::string subscriptions_text(const std::vector<subscription_line>&);

std::string paused_text(const control::subscription_changed&, bool paused, bool runs);
std::string forgotten_text(const control::subscription_changed&);
std::string sought_text(const control::subscription_sought&);

} // namespace troupe::cli
