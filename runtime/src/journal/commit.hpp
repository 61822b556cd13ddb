// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"
#include "troupe/error.hpp"

#include <optional>
#include <string>
#include <vector>

namespace troupe::journal {

/// A partition goes from one position to a later one, at most to the journal's end; refused unless
/// it stands at `expected`. Where `settled` has passed it, nothing was handled in it since its last
/// move: `expected` may then be anything from that move to `settled`.
struct position_move {
  partition_number partition = 0;
  sequence_number expected = 0;
  sequence_number to = 0;
};

/// A parked row leaves (handled, or a dead letter now); refused unless it has `attempts` attempts.
struct unpark {
  sequence_number sequence = 0;
  std::size_t attempts = 0;
};

/// A parked row failed once more and stays at its place; refused unless it has `expected` attempts.
struct repark {
  sequence_number sequence = 0;
  std::size_t expected = 0;
  time_point due;
  attempt_record failed; ///< appended to the row's attempts
};

/// A parked row has become a dead letter and stays at its place, so that its key waits; refused
/// unless it has `attempts` attempts and is not held yet.
struct hold {
  sequence_number sequence = 0;
  std::size_t attempts = 0;
  uuid letter;
};

/// A parked row that is held is tried again, at once and with no attempt spent: it is a replay
/// then. Refused unless `letter` holds it.
struct release {
  sequence_number sequence = 0;
  uuid letter;
  std::optional<std::string> payload{}; ///< in place of the event's, where somebody edited it
};

/// A subscription goes on from another position, in all partitions at once. Its commit claims all
/// partitions, so that nothing which was under way counts any more. Refused where it goes back and
/// `states` is unsaid, and where it goes back over rows that the dead-letter office has a hand in:
/// a replay, or a letter that holds its key.
///
/// Where `states` is unsaid nothing that was handled is handled again: partitions that are further
/// stay where they are, and so do parked rows. Else all partitions go to `to`. What was settled
/// above it comes again, marked so (`partition_position::reread_to`), but for dead letters, which
/// stay the office's; parked rows above it come again too, and were never handled.
struct seek {
  enum class fates { unsaid, keep, reset };

  sequence_number to = 0;
  fates states = fates::unsaid;
  /// What is read again publishes and sets timers, as if it were new.
  bool effects = false;
};

/// Whether a child has a subscription: none since then, in steady time; nothing where one has.
struct orphaning {
  std::optional<time_point> since;
};

/// A key's state: text, or nothing where it is erased.
struct state_write {
  std::string key;
  std::optional<std::string> value;
};

/// A timer fires, or is moved; refused unless it is still set with this event, and for this time.
/// Whoever sets it anew for what he handles anew sets it with the same event.
struct timer_firing {
  uuid timer;
  uuid event;
  std::optional<time_point> due{}; ///< nothing: for whichever time
  bool with_child = false;         ///< refused, too, where its owner has no child
};

/// Which of a commit's events came from outside under a name of its own: the id that is unique
/// within the event's source. Where that name is known already, the event is a duplicate and is
/// taken out of the commit; all else in it counts.
struct brought_event {
  std::size_t event = 0; ///< its index
  std::string id;
};

/// What takes effect together or not at all. Refused whole when one precondition does not hold:
/// the epoch of every partition that it names, the expected position of every move, the parked rows
/// it consumes, the timer it fires, the dead letter it removes; and when it parks an event that is
/// parked already, makes a dead letter that is there, removes one that holds a row which stays, or
/// names one thing twice.
///
/// Within a commit what leaves goes before what comes: a row that is taken may be parked anew, at
/// the end of its key, and a timer that fires or is cleared may be set anew.
struct commit {
  /// Whose positions, state and parked rows these are; 0 where there are none.
  subscription_number subscription = 0;
  /// Compared with the owner's epoch of every partition in `moves`, `parks`, `unparks`, `reparks`,
  /// `holds`, `releases` and `guards`; 0 compares nothing (a command that owns the whole file).
  epoch_number epoch = 0;
  /// Partitions that the commit writes state for without moving their position (a source, a timer).
  std::vector<partition_number> guards;

  std::vector<position_move> moves;
  std::vector<event_record> events;   ///< `sequence` is given by the engine
  std::vector<brought_event> brought; ///< in order of the events
  std::vector<state_write> states;    ///< the last write of a key counts
  std::vector<parked_record> parks;
  std::vector<unpark> unparks;
  std::vector<repark> reparks;
  std::vector<hold> holds;
  std::vector<release> releases;
  std::vector<timer_record> timers_set;    ///< in this order; one that is not set so is replaced
  std::vector<uuid> timers_cleared;        ///< one that is not there (fired already) is no mismatch
  std::optional<timer_firing> timer_fired; ///< a precondition
  std::vector<dead_letter_record> dead_letters;
  /// A precondition each. One that is removed may be made anew by the same commit: so it is edited.
  std::vector<uuid> dead_letters_removed;
  std::vector<audit_record> audits; ///< `number` is given by the engine

  /// How far the wall's clock is ahead of steady time.
  std::optional<std::chrono::microseconds> wall_moved;

  /// These topics are transient from now on, and all others are not.
  std::optional<std::vector<std::string>> transient_topics;

  /// These partitions get `epoch` as their new owner's, with no precondition but that it grows.
  std::vector<partition_number> claims;
  /// All events up to here that the subscription matches are handled or parked, in every partition.
  /// Never goes back; needs no epoch. A commit of nothing else is a note: it costs no sync of its
  /// own and is written with the next group, or when the journal closes.
  std::optional<sequence_number> settled;

  /// Whether the subscription delivers nothing until it is resumed.
  std::optional<bool> paused;
  std::optional<pause_note> paused_for{}; ///< of one that is paused by this, and was not before
  std::optional<seek> sought;
  std::optional<orphaning> orphaned;
  /// The subscription goes, with its positions, states, parked rows and timers; its dead letters
  /// stay.
  bool forgotten = false;
};

/// What became of a commit: accepted and durable as its sync mode promises, or refused with the
/// reason
/// (`ec::refused`), or the journal failed (`ec::io`, `ec::damaged`, `ec::stopped`) and takes no
/// more.
struct verdict {
  /// An event that was brought before: its index in the commit as it was submitted, and the
  /// sequence that the first has.
  struct duplicate {
    std::size_t event = 0;
    sequence_number first = 0;

    friend bool operator==(const duplicate&, const duplicate&) = default;
  };

  std::optional<error> failure;
  /// The sequence of the commit's first event; the others follow it. 0 without events.
  sequence_number first = 0;
  std::vector<duplicate> duplicates{}; ///< in order; no events of the commit any more
  bool accepted() const { return !failure; }
};

} // namespace troupe::journal
