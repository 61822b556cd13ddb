// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/trace.hpp"
#include "troupe/uuid.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace troupe {

/// An event on its way to one handler: what is known of it beside its fields.
///
/// It lives as long as the handler's call; whoever keeps a text copies it.
struct delivery {
  /// The event's; the same in every attempt and for every subscriber. What a handler publishes gets
  /// ids that follow from the event handled: where it is ever handled once more, they are the same.
  uuid id;
  time_point time; ///< when it was published; of a timer's event, the time that it was set for
  std::string_view source; ///< who published it: a child's id, or what its origin says
  std::string_view topic;
  std::uint32_t version = 1;
  std::string_view key;       ///< as this handler divides
  std::uint64_t sequence = 0; ///< in the journal; 0 for a transient event
  int attempt = 1;            ///< of this subscription, from 1
  uuid correlation;           ///< the same for all that follows from one first event
  uuid causation;             ///< the event whose handler published this one; nil for a first event
  trace way;                  ///< W3C trace context
  std::string_view payload;   ///< the event as JSON
  std::string_view subscription;
  /// It had its turn before: it is a dead letter that somebody sent on its way again, perhaps with
  /// another payload, or its subscription was sent back. Its id is the event's, as ever.
  bool replay = false;
  /// Of a replayed dead letter: events behind it in its partition may have been handled before, or
  /// wait before it, and its key's may be among them. False is a promise: none of its key was.
  bool late = false;

  /// What to hand to the world outside, so that it can recognize an effect that it has had already:
  /// `payment/01936c5e-4f2a-7cc3-98a1-0123456789ab`.
  ///
  /// It is the same in each attempt, after each restart and crash, in each instance and in a
  /// replay, and another for each event and each service. At most 101 letters, digits, '-', '_' and
  /// '/', so it can stand in an HTTP header as it is: `Idempotency-Key: "` key `"`. A handler that
  /// has several effects adds a name to each: `d.idempotency_key() + "/refund"`.
  std::string idempotency_key() const { return std::string{subscription} + '/' + to_string(id); }
};

} // namespace troupe
