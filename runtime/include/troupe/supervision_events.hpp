// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"
#include "troupe/trace.hpp"
#include "troupe/uuid.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Reports: what the runtime publishes of its supervisors, as events that any service can handle.
///
///     troupe::behavior pager(troupe::service<>* self) {
///       return {[self](const troupe::reports::gave_up& what) { ... }};
///     }
///
/// They are what Erlang/OTP's supervisors report, under its names, and the chain of causes with
/// them. At most `limits.reports` a second become events; how many were held back is told by the
/// next. A child that starts for the first time makes none, nor does a failure over a report or
/// over what followed from one: so a service that fails on reports brings about no further ones.
/// Only the runtime publishes topics that begin with `troupe.`, and a pattern is of them only where
/// it says so: `>` is not, `troupe.>` is.
namespace troupe::reports {

/// OTP's contexts of a report; the last is ours.
enum class contexts {
  child_terminated,
  start_error,
  shutdown_error,
  shutdown,
  progress,
  abandoned
};
BOOST_DESCRIBE_ENUM(contexts, child_terminated, start_error, shutdown_error, shutdown, progress,
                    abandoned)

enum class restarts { permanent, transient, temporary };
BOOST_DESCRIBE_ENUM(restarts, permanent, transient, temporary)

enum class kinds { worker, supervisor };
BOOST_DESCRIBE_ENUM(kinds, worker, supervisor)

/// How a child ended. `delivery_crash` is an error that is charged to the delivery in hand.
enum class ends { normal, shutdown, killed, error, delivery_crash };
BOOST_DESCRIBE_ENUM(ends, normal, shutdown, killed, error, delivery_crash)

/// The child that a report is about, as its supervisor knows it.
struct offender {
  std::string id;
  /// Counts the starts of its supervisor's children.
  std::uint64_t instance = 0;
  restarts restart = restarts::permanent;
  std::string shutdown; ///< "brutal", "infinity" or a time, as in a deployment
  kinds kind = kinds::worker;
  bool significant = false;
};
BOOST_DESCRIBE_STRUCT(offender, (), (id, instance, restart, shutdown, kind, significant))

/// An exception, and what was being handled when it was thrown.
struct exception {
  std::string type;
  std::string text;
  /// The event in hand; without one, the rest is empty.
  std::optional<uuid> event;
  std::uint64_t sequence = 0; ///< in the journal; 0 for a transient event
  int attempt = 0;
  std::string topic;
  std::string key;
  trace traceparent;
};
BOOST_DESCRIBE_STRUCT(exception, (),
                      (type, text, event, sequence, attempt, topic, key, traceparent))

/// One link of a chain of causes.
struct cause {
  std::string path; ///< in the tree: "shop/fulfilment/payment"
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(cause, (), (path, reason))

/// A child ended without its supervisor's asking.
struct child_ended {
  static constexpr event_type type{"troupe.supervision.child_ended", 1};
  contexts context = contexts::child_terminated;
  std::string supervisor; ///< its path
  std::string child;      ///< its path
  ends how = ends::normal;
  std::string reason;
  reports::offender offender;
  std::optional<reports::exception> exception; ///< of the leaf, where one was thrown
  std::vector<cause> causes;                   ///< from the leaf to this child
  std::uint64_t held_back = 0;                 ///< reports that made no event since the last one
  static constexpr auto key = &child_ended::child;
};
BOOST_DESCRIBE_STRUCT(child_ended, (),
                      (context, supervisor, child, how, reason, offender, exception, causes,
                       held_back))

/// A child did not start, or not again.
struct child_start_failed {
  static constexpr event_type type{"troupe.supervision.child_start_failed", 1};
  contexts context = contexts::start_error;
  std::string supervisor;
  std::string child;
  std::string reason;
  reports::offender offender;
  std::optional<reports::exception> exception;
  std::vector<cause> causes;
  std::uint64_t held_back = 0;
  static constexpr auto key = &child_start_failed::child;
};
BOOST_DESCRIBE_STRUCT(child_start_failed, (),
                      (context, supervisor, child, reason, offender, exception, causes, held_back))

/// A child that its supervisor stopped ended otherwise than asked: it crashed meanwhile, or took
/// longer than its `shutdown` and was killed.
struct child_stop_failed {
  static constexpr event_type type{"troupe.supervision.child_stop_failed", 1};
  contexts context = contexts::shutdown_error;
  std::string supervisor;
  std::string child;
  ends how = ends::killed;
  std::string reason;
  reports::offender offender;
  std::optional<reports::exception> exception;
  std::vector<cause> causes;
  std::uint64_t held_back = 0;
  static constexpr auto key = &child_stop_failed::child;
};
BOOST_DESCRIBE_STRUCT(child_stop_failed, (),
                      (context, supervisor, child, how, reason, offender, exception, causes,
                       held_back))

/// A supervisor had more restarts than its intensity within its period, and stops its children.
struct gave_up {
  static constexpr event_type type{"troupe.supervision.gave_up", 1};
  contexts context = contexts::shutdown;
  std::string supervisor;
  std::string reason;
  reports::offender offender; ///< whose end was one too many
  std::optional<reports::exception> exception;
  std::vector<cause> causes; ///< from the leaf to this supervisor
  std::uint64_t held_back = 0;
  static constexpr auto key = &gave_up::supervisor;
};
BOOST_DESCRIBE_STRUCT(gave_up, (),
                      (context, supervisor, reason, offender, exception, causes, held_back))

/// A child runs again.
struct child_restarted {
  static constexpr event_type type{"troupe.supervision.child_restarted", 1};
  contexts context = contexts::progress;
  std::string supervisor;
  std::string child;
  std::int64_t down_us = 0; ///< since its end, failed restarts included
  reports::offender offender;
  std::uint64_t held_back = 0;
  static constexpr auto key = &child_restarted::child;
};
BOOST_DESCRIBE_STRUCT(child_restarted, (),
                      (context, supervisor, child, down_us, offender, held_back))

/// A child does not return from its handler and was left behind; what it still does is refused.
struct child_abandoned {
  static constexpr event_type type{"troupe.supervision.child_abandoned", 1};
  contexts context = contexts::abandoned;
  std::string supervisor;
  std::string child;
  reports::offender offender;
  std::uint64_t held_back = 0;
  static constexpr auto key = &child_abandoned::child;
};
BOOST_DESCRIBE_STRUCT(child_abandoned, (), (context, supervisor, child, offender, held_back))

} // namespace troupe::reports
