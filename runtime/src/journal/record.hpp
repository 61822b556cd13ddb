// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/encoded.hpp"
#include "troupe/timer.hpp"
#include "troupe/trace.hpp"
#include "troupe/uuid.hpp"
#include "vocabulary/failure.hpp"
#include "vocabulary/memo.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What stands in the journal: plain values, the same for every engine.
namespace troupe::journal {

/// An event's number: the first is 1, they are given without gaps, none is ever used twice. 0 means
/// "before all". Some have no event any more: the retention takes the first, the compaction those
/// that a newer one of their key stands for.
using sequence_number = std::uint64_t;

/// A subscription's number in this journal; 0 means "none".
using subscription_number = std::int64_t;

/// Grows with every owner of a partition; a commit of an older owner is refused. 0 means "no
/// owner".
using epoch_number = std::uint64_t;

/// A key's partition: CRC-32 of its text modulo 64; part of the format.
using partition_number = std::uint8_t;
inline constexpr std::size_t partition_count = 64;

/// Since when a subscription is paused, and why.
struct pause_note {
  time_point since;
  std::string why;

  friend bool operator==(const pause_note&, const pause_note&) = default;
};

/// What is noted of a subscription after it was paused, or goes on. Who pauses what is paused has
/// no say in why it is.
inline std::optional<pause_note> note_of(const std::optional<pause_note>& before, bool paused,
                                         const std::optional<pause_note>& said) {
  if (!paused)
    return std::nullopt;
  return before ? before : said;
}

/// An event as it is kept. `causation` is nil for an event that no other caused.
struct event_record {
  sequence_number sequence = 0;
  uuid id;
  time_point time;
  std::string source;
  std::string topic;
  std::uint32_t version = 1;
  std::string key;
  uuid correlation;
  uuid causation;
  trace way;
  encoded payload;
  std::optional<time_point> expires{}; ///< from then on it is too late to handle it
  memo decoded{}; ///< what else was read of the payload while it is in memory; no part of the value

  friend bool operator==(const event_record&, const event_record&) = default;
};

/// About what an event needs in memory.
inline std::size_t bytes_of(const event_record& e) {
  return sizeof(event_record) + e.payload.size();
}

/// The events of one group of commits, in order of sequence, without gaps; immutable once it is
/// made.
struct batch {
  std::vector<event_record> events;
  std::size_t bytes = 0;    ///< about what the events keep in memory, where the journal made it
  bool from_source = false; ///< whoever published them waits where a topic says `overflow: block`
  memo routed{};            ///< the deliveries that were made of it; no part of the value
};
using batch_ptr = std::shared_ptr<const batch>;

using troupe::failure;

/// One failed attempt to handle a delivery.
struct attempt_record {
  time_point at;
  std::string instance;
  std::string error;
  failure why = failure::unsaid;
  std::string error_type{}; ///< of the exception, where it was one: "std::runtime_error"

  friend bool operator==(const attempt_record&, const attempt_record&) = default;
};

/// A delivery that waits: for its next attempt, for a person (`letter`), or behind an earlier one
/// of its key (`attempts` empty and not the first of its key). Rows of one key are handled in order
/// of `place`.
struct parked_record {
  std::int64_t place = 0; ///< given by the engine
  sequence_number sequence = 0;
  partition_number partition = 0;
  std::string key; ///< as the subscription divides, which may differ from the event's own key
  time_point due;
  std::vector<attempt_record> attempts;
  /// The dead letter that it became, and that holds its key until somebody resolves it; else nil.
  uuid letter{};
  /// A dead letter that was sent on its way again.
  bool replay = false;
  /// Of a replay: an event behind it in its partition may be handled or parked before it, perhaps
  /// one of its key. The engine adds what it knows, see `comes_late`.
  bool late = false;
  std::optional<std::string> payload{}; ///< in place of the event's, where somebody edited it
  bool reread = false;                  ///< it had been handled before its subscription went back

  friend bool operator==(const parked_record&, const parked_record&) = default;
};

/// Why something became a dead letter. Kept by name.
enum class dead_letter_reason {
  attempts_spent,
  rejected,
  undecodable,
  expired,       ///< it was too late to handle it
  bad_input,     ///< a source could not make events of it
  no_subscriber, ///< an event that nobody subscribes to, where the deployment asks to keep those
  actor_gone,    ///< a message to an actor that had ended
  left_in_mailbox,
  unhandled, ///< a message that the actor has no handler for
};

/// What could not be handled, with its history.
struct dead_letter_record {
  uuid id;
  dead_letter_reason reason = dead_letter_reason::rejected;
  std::string service;  ///< the child's id in the deployment, which is its subscription's name
  std::string instance; ///< "payment/1"
  std::string error;    ///< what the handler or the decoder said
  time_point first_seen;
  time_point last_seen;
  std::vector<attempt_record> attempts;
  std::optional<event_record> event;     ///< the whole event, where it was one
  std::string delivery_key;              ///< the key by which the subscription divides
  std::string text;                      ///< else: the input's lines, or a message's type and text
  bool holds = false;                    ///< its key, as the engine says: a parked row waits for it
  std::string error_type{};              ///< of the exception, where it was one
  std::string module{};                  ///< of the service that failed: "commerce"
  std::string module_version{};          ///< what that module was built with
  std::optional<std::string> original{}; ///< the event's own payload, where somebody edited it
  bool reread = false; ///< its event had been handled before its subscription went back

  friend bool operator==(const dead_letter_record&, const dead_letter_record&) = default;
};

/// What was done with a dead letter by a person or by its retention; it outlives the letter.
enum class letter_deed { replayed, dropped, edited, expired, resolved };

/// One line of the audit trail of dead letters.
struct audit_record {
  std::int64_t number = 0; ///< given by the engine, ascending
  time_point at;
  letter_deed what = letter_deed::replayed;
  std::string who; ///< "anna", a user of the machine; "retention" for what a rule did
  uuid letter;
  std::string service;          ///< whose letter it was
  std::string topic;            ///< of its event; empty where it was none
  std::string key;              ///< by which it was divided
  sequence_number sequence = 0; ///< of its event; 0 where the journal does not hold it
  std::string error;            ///< why it was a dead letter
  std::string reason;           ///< what was said for it

  friend bool operator==(const audit_record&, const audit_record&) = default;
};

/// By which time a timer is due.
enum class timer_measure {
  steady, ///< `troupe::steady_time`, which no jump of the wall's clock touches
  wall,
};

/// An event to be published later, once or again and again. The event's sequence is 0; its id is
/// another each time that the timer is set or moved, so both ids say which setting is meant.
struct timer_record {
  uuid id; ///< of one that has a name, `troupe::named_id`
  time_point due;
  event_record event; ///< its time: by the wall, the one it is set for; else when it was set
  timer_measure by = timer_measure::steady;
  subscription_number owner = 0; ///< whose handler set it; 0 where an older version did
  std::string name{};
  std::string recurrence{}; ///< the text of a `troupe::recurrence`; empty where it comes once
  missed_timers missed = missed_timers::once;

  bool recurs() const { return !recurrence.empty(); }

  friend bool operator==(const timer_record&, const timer_record&) = default;
};

/// Whether a recurring timer is set already as it is wanted; then it stays as it is, with its time.
inline bool is_set_so(const timer_record& set, const timer_record& wanted) {
  return wanted.recurs() && set.recurrence == wanted.recurrence && set.missed == wanted.missed &&
         set.event.topic == wanted.event.topic && set.event.version == wanted.event.version &&
         set.event.key == wanted.event.key && set.event.payload == wanted.event.payload;
}

} // namespace troupe::journal
