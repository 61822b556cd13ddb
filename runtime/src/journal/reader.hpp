// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"
#include "troupe/error.hpp"
#include "troupe/topic.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace troupe::journal {

/// What `read` looks for; every member that is given narrows it.
struct event_query {
  sequence_number after = 0;   ///< only later ones
  std::vector<pattern> topics; ///< empty: all
  std::optional<std::string> key;
  std::optional<uuid> correlation;
  std::optional<time_point> since;
  std::size_t limit = 500; ///< how many events the page holds at most
};

/// Some events in order, and how far was looked: all matching events up to `upto` are in the page
/// or came before it. `head` is the last committed sequence that this page saw; the end is reached
/// when `upto == head`.
struct page {
  std::shared_ptr<const batch> events;
  sequence_number upto = 0;
  sequence_number head = 0;
};

struct partition_position {
  epoch_number epoch = 0; ///< read from the journal, that of the last move; claims may be newer
  sequence_number position = 0;
  /// What is up to here was settled once already, before the subscription went back.
  sequence_number reread_to = 0;
};

/// Where a subscription last went back to.
struct return_mark {
  epoch_number by = 0; ///< greater than that of every instance before; 0 where it never did
  sequence_number to = 0;

  /// Whether what an instance of this epoch had in hand is read anew since.
  bool covers(sequence_number sequence, epoch_number had_by) const {
    return had_by < by && sequence > to;
  }

  friend bool operator==(const return_mark&, const return_mark&) = default;
};

struct subscription_record {
  subscription_number number = 0;
  std::string name;
  sequence_number settled = 0;
  std::size_t parked = 0;
  std::size_t held = 0; ///< of the parked ones, those of keys that a dead letter holds
  bool paused = false;
  sequence_number reread_to = 0; ///< the furthest of its partitions
  /// Since when no child has it, in steady time.
  std::optional<time_point> orphaned{};
  /// The first event that the retention took before it, which nobody had that it would have waited
  /// for; 0 where it took none.
  sequence_number lost_from = 0;
  return_mark returned{};
  std::optional<pause_note> paused_for{}; ///< nothing of one that an older version paused
};

/// How a subscription reads again what it had settled before it went back.
struct rereading {
  bool muted = false; ///< it publishes nothing, and sets no timers
  /// What had waited in the journal when it went back: it was never handled. Ascending, as is the
  /// other.
  std::vector<sequence_number> unhandled;
  /// Its dead letters: it does not handle them again.
  std::vector<sequence_number> letters;

  friend bool operator==(const rereading&, const rereading&) = default;
};

/// The first waiting row of a key, and how many wait; where one key is asked for, 2 for any more.
struct parked_head {
  parked_record row;
  std::size_t waiting = 1;
};

/// A topic that the journal knows: it keeps events of it, or was told that it keeps none.
struct topic_record {
  std::string name;
  sequence_number last = 0; ///< of its last event; 0 where there is none
  bool transient = false;   ///< in the run that was the last to say

  friend bool operator==(const topic_record&, const topic_record&) = default;
};

struct dead_letter_query {
  std::optional<std::string> service;
  std::optional<dead_letter_reason> reason;
  std::optional<uuid> id;
  std::optional<uuid> after; ///< the last of the page before; ids ascend
  std::size_t limit = 500;
  std::vector<pattern> topics{};      ///< of its event; empty: all, also those that are no events
  std::optional<std::string> key{};   ///< by which its service divides
  std::optional<time_point> since{};  ///< last seen then or later
  std::optional<time_point> before{}; ///< last seen before
};

/// Dead letters of one service with one reason and one error, counted.
struct dead_letter_kind {
  std::string service;
  dead_letter_reason reason = dead_letter_reason::rejected;
  std::string error;
  std::uint64_t count = 0;
  time_point first_seen; ///< of the first
  time_point last_seen;  ///< of the newest

  friend bool operator==(const dead_letter_kind&, const dead_letter_kind&) = default;
};

/// What a dead letter takes in the journal that does not hold its key.
struct dead_letter_weight {
  uuid id;
  time_point last_seen;
  std::uint64_t bytes = 0; ///< about

  friend bool operator==(const dead_letter_weight&, const dead_letter_weight&) = default;
};

/// A timer's place among those of its measure.
struct timer_place {
  time_point due;
  uuid id;

  friend auto operator<=>(const timer_place&, const timer_place&) = default;
};

struct timer_query {
  timer_measure by = timer_measure::steady;
  time_point until = time_point::max(); ///< those due then or before
  std::optional<timer_place> after{};   ///< that of the last of the page before
  std::optional<subscription_number> owner{};
  bool recurring = false; ///< those that recur, and no others; they are all by the wall
  bool held = true;       ///< also those whose owner has no child: none of them fires
  std::size_t limit = 500;
};

/// Reads what is committed, and nothing else. A reader belongs to one thread at a time; each has a
/// connection of its own and never holds a snapshot between two calls. It may outlive the writer's
/// activity but not its engine.
class reader {
public:
  virtual ~reader() = default;

  virtual result<page> read(const event_query&) = 0;
  virtual result<std::optional<event_record>> event(sequence_number) = 0;
  /// Where the retention let the events begin: 1 where it took none.
  virtual result<sequence_number> first() = 0;
  /// How many sequences from there on have no event any more, for the compaction took it.
  virtual result<std::uint64_t> compacted() = 0;
  virtual result<std::optional<std::string>> state(subscription_number, const std::string& key) = 0;
  /// Never below the subscription's `settled`.
  virtual result<std::array<partition_position, partition_count>>
      positions(subscription_number) = 0;
  virtual result<rereading> rereading_of(subscription_number) = 0;
  virtual result<std::vector<subscription_record>> subscriptions() = 0;
  /// In order of their names.
  virtual result<std::vector<topic_record>> topics() = 0;
  /// The first row of each key that waits, for all partitions.
  virtual result<std::vector<parked_head>> parked(subscription_number) = 0;
  /// The first row of one key.
  virtual result<std::optional<parked_head>> parked(subscription_number,
                                                    const std::string& key) = 0;
  /// The earliest first.
  virtual result<std::vector<timer_record>> timers(const timer_query&) = 0;
  /// When the next that is not held is due, by its own measure.
  virtual result<std::optional<time_point>> next_timer() = 0;
  /// How far the wall's clock was ahead of steady time when that was last looked at.
  virtual result<std::chrono::microseconds> wall_moved() = 0;
  virtual result<std::size_t> timer_count() = 0;
  virtual result<std::vector<dead_letter_record>> dead_letters(const dead_letter_query&) = 0;
  virtual result<std::size_t> dead_letter_count() = 0;
  /// How many each service has. Looks at all of them.
  virtual result<std::map<std::string, std::size_t>> dead_letter_counts() = 0;
  /// What the query finds as kinds, whatever its `after` and `limit`; in order of service, reason
  /// and error. Looks at all of them.
  virtual result<std::vector<dead_letter_kind>> dead_letter_kinds(const dead_letter_query&) = 0;
  /// In order of id. Looks at all of them.
  virtual result<std::vector<dead_letter_weight>> dead_letter_weights() = 0;
  /// The audit trail of dead letters, in order, behind the entry of this number.
  virtual result<std::vector<audit_record>> audits(std::int64_t after, std::size_t limit) = 0;
};

} // namespace troupe::journal
