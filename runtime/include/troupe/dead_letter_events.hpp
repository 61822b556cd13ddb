// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"
#include "troupe/uuid.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>

/// What the runtime publishes of its dead letters, as events that any service can handle.
///
///     troupe::behavior watch(troupe::service<>* self) {
///       return {[self](const troupe::reports::dead_letter_added& what) { ... }};
///     }
///
/// At most `dead_letters.events` letters a second become events; how many were held back is told by
/// the next. A letter over one of these events, over a report of supervision, or over what followed
/// from either, makes none: so a service that fails on them makes a dead letter, and no further
/// event. What commands did to letters of a deployment that was stopped is in the audit trail alone
/// (`troupe dead-letters audit`).
namespace troupe::reports {

/// A delivery, an input or a message became a dead letter, which is durable now.
struct dead_letter_added {
  static constexpr event_type type{"troupe.dead_letters.added", 1};
  uuid letter;
  std::string service; ///< that failed; empty where none did
  std::string reason;  ///< "attempts_spent", as `troupe dead-letters list` shows it
  std::string error_type;
  std::string error;     ///< at most 4096 bytes of it
  std::string topic;     ///< of the event; empty where it was none
  std::string event_key; ///< by which its service divides
  std::uint64_t sequence = 0;
  std::uint64_t held_back = 0; ///< letters that made no event since the last one
  static constexpr auto key = &dead_letter_added::service;
};
BOOST_DESCRIBE_STRUCT(dead_letter_added, (),
                      (letter, service, reason, error_type, error, topic, event_key, sequence,
                       held_back))

/// Dead letters were sent on their way again, by one request.
struct dead_letters_replayed {
  static constexpr event_type type{"troupe.dead_letters.replayed", 1};
  std::uint64_t count = 0;
  std::string who;
};
BOOST_DESCRIBE_STRUCT(dead_letters_replayed, (), (count, who))

/// Dead letters were removed for good, by one request.
struct dead_letters_dropped {
  static constexpr event_type type{"troupe.dead_letters.dropped", 1};
  std::uint64_t count = 0;
  std::string who;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(dead_letters_dropped, (), (count, who, reason))

/// Dead letters that held the later events of their keys were removed, by one request; these go on.
struct dead_letters_resolved {
  static constexpr event_type type{"troupe.dead_letters.resolved", 1};
  std::uint64_t count = 0;
  std::string who;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(dead_letters_resolved, (), (count, who, reason))

/// A dead letter was given another payload.
struct dead_letter_edited {
  static constexpr event_type type{"troupe.dead_letters.edited", 1};
  uuid letter;
  std::string who;
};
BOOST_DESCRIBE_STRUCT(dead_letter_edited, (), (letter, who))

/// Dead letters were deleted for their age, or because all of them were too large.
struct dead_letters_expired {
  static constexpr event_type type{"troupe.dead_letters.expired", 1};
  std::uint64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(dead_letters_expired, (), (count))

} // namespace troupe::reports
