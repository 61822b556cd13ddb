// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/running.hpp"
#include "deployment/values.hpp"
#include "journal/reader.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace troupe::cli {

/// A subscription that is paused, and has work before it that nobody waited for.
struct paused_line {
  std::string id;
  std::uint64_t events = 0; ///< at most so many
  std::uint64_t parked = 0;
  std::optional<time_point> since{};
  std::string why;
};
BOOST_DESCRIBE_STRUCT(paused_line, (), (id, events, parked, since, why))

/// What a run did, told when it has ended.
struct summary {
  std::string ended;    ///< by the name of its kind: idle, stopped, too_many_zombies, ...
  std::string ended_by; ///< for auto_shutdown, the significant child that ended last
  std::uint64_t handled = 0;
  double seconds = 0;
  std::uint64_t dead_letters = 0; ///< of this run
  std::uint64_t dead_letters_in_journal = 0;
  std::uint64_t unsubscribed = 0; ///< events that nobody subscribes to
  std::uint64_t crashes = 0;
  std::uint64_t restarts = 0;
  std::uint64_t lines_left_out = 0; ///< of the log, about crashes and restarts
  std::uint64_t timers = 0;         ///< set for later
  std::optional<time_point> next_timer;
  std::vector<std::string> left_alone;     ///< subscriptions of the journal that no child has
  std::vector<std::string> ended_for_good; ///< children whose work was not waited for
  std::vector<paused_line> paused{};       ///< whose work was not waited for either
};
BOOST_DESCRIBE_STRUCT(summary, (),
                      (ended, ended_by, handled, seconds, dead_letters, dead_letters_in_journal,
                       unsubscribed, crashes, restarts, lines_left_out, timers, next_timer,
                       left_alone, ended_for_good, paused))

/// Those that have work before them.
std::vector<paused_line> paused_lines(const std::vector<assembly::paused_member>&);
/// "up to 3 events and 1 parked delivery wait, paused since ...: why".
std::string waiting_text(const paused_line&);

/// Lines for a person. `file` is the deployment's.
std::string summary_text(const summary&, const std::string& file);

/// The children of a tree that have ended and will not be started again, by id.
std::vector<std::string> children_gone(const deploy::deployment&, const assembly::tree_watch&);

/// The child whose end made the root end, by id, from the chain of causes.
std::string significant_child(const supervision::cause_chain&);

/// Takes from the journal what the summary tells of it.
void add_journal(summary&, journal::reader&, std::size_t dead_letters_before);

} // namespace troupe::cli
