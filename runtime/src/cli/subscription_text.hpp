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
  std::optional<control::held_view> holds{}; ///< of one that is paused or orphaned
  std::optional<time_point> since{};         ///< of an orphaned one, as what follows
  std::optional<time_point> until{};         ///< when it stops holding events back
  std::uint64_t lost_from = 0; ///< the first event before it that the retention took; 0 for none
  std::optional<control::pause_view> pause{};     ///< of one that is paused
  std::optional<control::breaker_view> breaker{}; ///< of one that runs and has one
};
BOOST_DESCRIBE_STRUCT(subscription_line, (),
                      (id, state, position, head, behind, parked, held, dead_letters, reread_to,
                       holds, since, until, lost_from, pause, breaker))

/// Those that children have, in the order of the tree, and those that no child has.
std::vector<subscription_line> subscription_lines(const control::status&);

/// " since 2026-11-27T03:00:00Z: why"; nothing where nobody wrote it down.
std::string pause_text(const std::optional<control::pause_view>&);
/// A line of the breaker of this child; nothing while it is closed.
std::string breaker_text(const std::string& id, const std::optional<control::breaker_view>&);
/// "; it holds back up to 1 200 events of all topics, about 1.2 MiB"; nothing where it holds none.
std::string held_text(const std::optional<control::held_view>&);
/// Likewise of one that no child has: until when, and what it lost already.
std::string orphan_text(const control::idle_view&);

std::string subscriptions_text(const std::vector<subscription_line>&);

std::string paused_text(const control::subscription_changed&, bool paused, bool runs);
std::string forgotten_text(const control::subscription_changed&);
std::string sought_text(const control::subscription_sought&);

} // namespace troupe::cli
