// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/writer.hpp"
#include "troupe/topic.hpp"

#include <vector>

namespace troupe::assembly {

/// A subscription whose work is waited for.
struct awaited {
  journal::subscription_number number = 0;
  std::vector<pattern> topics;
};

/// What is known beside the journal.
struct surrounding_work {
  bool source_runs = false;
  bool child_starts = false;
  std::size_t dead_letters_waiting = 0;
};

/// Whether all work is done: nothing waits for the writer, every source is at its end, no delivery
/// is parked, and no subscription has a matching event above what it has settled. Timers set for
/// later do not count, nor what waits for a person: to resolve a dead letter, or to resume a
/// subscription that is paused.
///
/// Decided from one look in the journal's thread, so that nothing can be under way unseen: an event
/// is in the journal before anybody can handle it, and is settled only by the commit of what
/// followed from it.
bool is_idle(const journal::standing&, const surrounding_work&, const std::vector<awaited>&);

/// How many events a subscription has still before it at most: the sequences from where it has
/// settled to its last matching event, some of which may be other topics'. For progress.
std::uint64_t left_for(const journal::standing&, const awaited&);

} // namespace troupe::assembly
