// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/commit.hpp"
#include "journal/reader.hpp"

#include <algorithm>
#include <optional>

/// Whether a commit's preconditions hold: one decision for all engines, made before anything is
/// touched.
namespace troupe::journal {

/// What a commit's preconditions say of a parked row.
struct parked_premise {
  partition_number partition = 0;
  std::size_t attempts = 0;
  uuid letter{}; ///< that holds it; else nil
};

/// A row that a dead letter holds.
struct held_row {
  subscription_number subscription = 0;
  sequence_number sequence = 0;
};

/// What preconditions are compared with: the journal, with the effects of the earlier commits of
/// the same group.
class premises {
public:
  virtual sequence_number head() = 0;
  /// Of the events that are kept, whether there is one or not.
  virtual sequence_number first() = 0;
  /// Nothing where there is no such subscription.
  virtual std::optional<sequence_number> settled(subscription_number) = 0;
  /// As the last claim and the last move left it; `settled` may be further.
  virtual partition_position moved(subscription_number, partition_number) = 0;
  virtual std::optional<parked_premise> parked(subscription_number, sequence_number) = 0;
  virtual bool has_timer(const timer_firing&) = 0;
  virtual bool has_dead_letter(const uuid&) = 0;
  virtual std::optional<held_row> held_by(const uuid& letter) = 0;
  /// How many parked rows above this sequence are replays, or held by a dead letter.
  virtual std::size_t office_rows(subscription_number, sequence_number above) = 0;

protected:
  ~premises() = default;
};

/// Whether a replay that is parked now comes late: because whoever parks it knows so, or by where
/// its partition was last moved to, or had been before it went back: then an event behind it was
/// handled or parked before. False means that none of its key was.
inline bool comes_late(const parked_record& row, const partition_position& moved) {
  return row.replay && (row.late || std::max(moved.position, moved.reread_to) > row.sequence);
}

/// Whether all partitions go to the same position, also those that are further. Else these stay
/// where they are.
inline bool goes_back(const seek& x) {
  return x.states != seek::fates::unsaid;
}

/// One partition of a subscription that goes so.
inline void go_back(partition_position& x, sequence_number settled, sequence_number to) {
  x.reread_to = std::max({x.reread_to, x.position, settled});
  x.position = to;
}

/// Why the commit must be refused, or nothing.
///
/// Where `settled` has passed a partition, nothing was handled in it since its last move:
/// `expected` may be anything from that move to `settled`, all of it is the same place.
std::optional<error> objection(const commit&, premises&);

} // namespace troupe::journal
