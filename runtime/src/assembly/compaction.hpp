// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/idle.hpp"
#include "control/status.hpp"
#include "deployment/values.hpp"
#include "journal/engine.hpp"

#include <map>
#include <string>
#include <vector>

/// What the compaction of a deployment's journal takes, and what is told of it: the same for one
/// that runs and one that is stopped.
namespace troupe::assembly {

/// The topics that say `keep: latest`.
std::vector<std::string> topics_to_compact(const deploy::deployment&);

/// A deployment that has none. Its file says what to do.
error nothing_to_compact(const deploy::deployment&);

/// A compaction as it would be now.
struct compaction_plan {
  journal::compact_request what;
  journal::sequence_number upto = 0; ///< as far as it would go, about
  std::uint64_t events = 0;          ///< that the journal holds up to the head
  /// Of subscriptions that do not go on by themselves: "subscription payment", and why it holds.
  std::map<std::string, std::string> notes{};
  /// Which of these holds most back; empty where another does, or nobody.
  std::string held_by{};
};

/// `now` is of the journal's thread, and nothing is written until the plan is made. `own` are all
/// subscriptions that a child of the deployment has.
result<compaction_plan> plan_compaction(std::vector<std::string> topics, const journal::engine&,
                                        journal::reader&, const journal::standing& now,
                                        const std::vector<awaited>& own);

/// Whether so much is new since the last compaction, which came up to `done`, that another is worth
/// to read all of it: a quarter.
bool is_worth_compacting(const compaction_plan&, journal::sequence_number done);

/// Compacts a journal that this process owns and in which nothing runs.
result<control::journal_compacted> compact_stopped(const deploy::deployment&, journal::engine&,
                                                   journal::reader&,
                                                   const std::vector<awaited>& own);

control::journal_compacted told_of(const journal::compacted&, const compaction_plan&);

} // namespace troupe::assembly
