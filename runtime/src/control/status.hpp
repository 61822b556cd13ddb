// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/time.hpp"
#include "troupe/uuid.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a deployment answers to requests: described structs, so that the JSON of `troupe status` is
/// what came through the socket.
namespace troupe::control {

/// What stays in the journal for a subscription that does not go on: all events above its position,
/// whoever they are for.
struct held_view {
  std::uint64_t events = 0;
  std::uint64_t bytes = 0; ///< about
};
BOOST_DESCRIBE_STRUCT(held_view, (), (events, bytes))

/// Why a subscription is paused; an older version did not write it down.
struct pause_view {
  std::optional<time_point> since{};
  std::string why;
};
BOOST_DESCRIBE_STRUCT(pause_view, (), (since, why))

/// How far a subscription has come.
struct progress_view {
  std::uint64_t position = 0;
  /// At most so many events wait for it: they are counted in sequences, of which other topics have
  /// some.
  std::uint64_t behind = 0;
  std::uint64_t parked = 0;         ///< for another attempt, or behind one that is
  std::uint64_t held = 0;           ///< by dead letters, until somebody resolves them
  bool paused = false;              ///< it delivers nothing until somebody resumes it
  std::uint64_t reread_to = 0;      ///< what is up to here was settled before it was sent back
  std::optional<held_view> holds{}; ///< of one that is paused, as what follows
  std::optional<pause_view> pause{};
};
BOOST_DESCRIBE_STRUCT(progress_view, (),
                      (position, behind, parked, held, paused, reread_to, holds, pause))

enum class breaker_state { closed, open, probing };
BOOST_DESCRIBE_ENUM(breaker_state, closed, open, probing)

/// Events of a transient topic that a service did not get, since the deployment started.
struct drop_view {
  std::string topic;
  std::uint64_t dropped = 0;
};
BOOST_DESCRIBE_STRUCT(drop_view, (), (topic, dropped))

/// The breaker of a service.
struct breaker_view {
  breaker_state state = breaker_state::closed;
  std::string why; ///< it was opened
  std::optional<time_point> since{};
  std::optional<time_point> until{}; ///< the next probe
};
BOOST_DESCRIBE_STRUCT(breaker_view, (), (state, why, since, until))

enum class child_kind { supervisor, service, source, instance };
BOOST_DESCRIBE_ENUM(child_kind, supervisor, service, source, instance)

/// A child of the tree. Rows come as the tree is read: a supervisor, then what is below it.
struct child_view {
  std::string id;   ///< as commands name it: "payment", "inventory/2"
  std::string path; ///< "shop/fulfilment/payment"
  child_kind kind = child_kind::service;
  std::string state; ///< running, starting, stopping, restarting, down
  /// Counts the starts of its supervisor's children; 0 before the first.
  std::uint64_t instance = 0;
  std::uint64_t restarts = 0;
  std::optional<progress_view> subscription{}; ///< of a service that handles events
  bool at_end = false;                         ///< a source that brings nothing more in
  std::uint64_t dead_letters = 0;              ///< in the journal
  std::uint64_t handled = 0;                   ///< since the deployment started
  double per_second = 0;                       ///< over the last seconds
  std::optional<breaker_view> breaker{};       ///< of a service that has one and runs
  std::vector<drop_view> drops{};
};
BOOST_DESCRIBE_STRUCT(child_view, (),
                      (id, path, kind, state, instance, restarts, subscription, at_end,
                       dead_letters, handled, per_second, breaker, drops))

/// A handler that did not return and was left behind.
struct zombie_view {
  std::string instance;
  std::string doing; ///< "orders.placed A1, sequence 7"
  time_point since;
};
BOOST_DESCRIBE_STRUCT(zombie_view, (), (instance, doing, since))

/// A subscription that no child has.
struct idle_view {
  std::string id;
  std::uint64_t position = 0;
  std::uint64_t parked = 0; ///< those that are held among them
  std::uint64_t dead_letters = 0;
  std::uint64_t held = 0;
  std::optional<time_point> since{}; ///< as far as a run has seen it
  /// When it stops holding events back; nothing where it does not.
  std::optional<time_point> until{};
  std::optional<held_view> holds{};
  std::uint64_t lost_from = 0; ///< the first event before it that the retention took; 0 for none
};
BOOST_DESCRIBE_STRUCT(idle_view, (),
                      (id, position, parked, dead_letters, held, since, until, holds, lost_from))

/// The file system of the journal has too little left.
struct space_view {
  std::uint64_t free = 0; ///< bytes
  std::uint64_t wanted = 0;
  std::optional<time_point> since{};
  std::uint64_t refused = 0; ///< events from outside, since the deployment started
};
BOOST_DESCRIBE_STRUCT(space_view, (), (free, wanted, since, refused))

/// What runs, or ran last, as it was said.
struct generation_view {
  std::uint64_t number = 0; ///< counts those that said something else than the one before
  std::optional<time_point> committed{}; ///< since when it is what runs
  std::string file{};                    ///< from the root
};
BOOST_DESCRIBE_STRUCT(generation_view, (), (number, committed, file))

struct status {
  std::string name;
  bool runs = false;
  std::int64_t pid = 0; ///< 0 where it does not run, as all that is counted since the start
  double uptime_seconds = 0;
  std::string journal;    ///< the path
  std::uint64_t head = 0; ///< the last event's sequence
  std::uint64_t dead_letters = 0;
  std::uint64_t timers = 0; ///< that are set
  std::optional<time_point> next_timer{};
  std::uint64_t handled = 0;
  double per_second = 0;
  std::uint64_t crashes = 0;
  std::uint64_t restarts = 0;
  std::uint64_t duplicates = 0; ///< events that were brought before, and left out
  std::uint64_t abandoned = 0;  ///< instances that did not obey a kill and have not ended since
  std::vector<zombie_view> zombies;
  std::vector<child_view> children;
  std::vector<idle_view> without_child;
  std::optional<space_view> short_of_space{};
  std::optional<generation_view> generation{}; ///< nothing where nobody wrote it down
  bool starting = false; ///< it runs, and delivers nothing yet: not all of its tree has started
};
BOOST_DESCRIBE_STRUCT(status, (),
                      (name, runs, pid, uptime_seconds, journal, head, dead_letters, timers,
                       next_timer, handled, per_second, crashes, restarts, duplicates, abandoned,
                       zombies, children, without_child, short_of_space, generation, starting))

/// What became of a `change_child`.
struct child_changed {
  std::string id;
  std::string state; ///< now
};
BOOST_DESCRIBE_STRUCT(child_changed, (), (id, state))

/// A letter that stayed where it is, and why.
struct left_letter {
  uuid id;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(left_letter, (), (id, why))

/// What became of a `move_letters`.
struct letters_moved {
  std::uint64_t moved = 0;
  std::vector<left_letter> left;
  std::vector<uuid> missing; ///< not there: moved before, or never
};
BOOST_DESCRIBE_STRUCT(letters_moved, (), (moved, left, missing))

/// What became of an `edit_letter`.
struct letter_edited {
  uuid id;
  /// Whether the payload was read as the service that failed reads it; else only as JSON.
  bool decoded = false;
};
BOOST_DESCRIBE_STRUCT(letter_edited, (), (id, decoded))

/// What became of a `cancel_timers`.
struct timers_cancelled {
  std::uint64_t cancelled = 0;
  std::uint64_t recurring = 0; ///< of these; a service that sets one when it starts sets it again
  std::vector<uuid> missing;   ///< fired, or cancelled before
};
BOOST_DESCRIBE_STRUCT(timers_cancelled, (), (cancelled, recurring, missing))

/// What became of a `publish_event`.
struct event_published {
  std::uint64_t sequence = 0; ///< in the journal; of a duplicate, that of the first
  bool duplicate = false;     ///< it came before, and was not published again
  bool decoded = false;       ///< whether it was read as its handlers read it; else only as JSON
};
BOOST_DESCRIBE_STRUCT(event_published, (), (sequence, duplicate, decoded))

/// What became of a `back_up_journal`.
struct journal_backed_up {
  std::string to;
  std::uint64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(journal_backed_up, (), (to, bytes))

struct topic_compacted {
  std::string name;
  std::uint64_t events = 0; ///< that are gone
  std::uint64_t bytes = 0;  ///< about, that they took
};
BOOST_DESCRIBE_STRUCT(topic_compacted, (), (name, events, bytes))

/// Who needs the events behind a sequence, so that all of these stay.
struct compaction_held {
  std::string by; ///< "subscription payment"
  std::uint64_t settled = 0;
  std::string note; ///< why it does not go on by itself; else empty
};
BOOST_DESCRIBE_STRUCT(compaction_held, (), (by, settled, note))

/// What became of a `compact_journal`.
struct journal_compacted {
  std::vector<topic_compacted> topics; ///< of which some went
  std::uint64_t events = 0;            ///< of all of them
  std::uint64_t bytes = 0;
  std::uint64_t upto = 0; ///< so far it came
  std::uint64_t head = 0; ///< of how many
  std::optional<compaction_held> held;
  bool cut_short = false; ///< a subscription was made, taken up or sent elsewhere
};
BOOST_DESCRIBE_STRUCT(journal_compacted, (), (topics, events, bytes, upto, head, held, cut_short))

/// What became of a `change_subscription`.
struct subscription_changed {
  std::string id;
  bool was_so = false;        ///< it was paused, or not, already
  std::uint64_t position = 0; ///< of one that was forgotten, as what follows
  std::uint64_t parked = 0;
  std::uint64_t dead_letters = 0; ///< which stay
};
BOOST_DESCRIBE_STRUCT(subscription_changed, (), (id, was_so, position, parked, dead_letters))

/// What became of a `seek_subscription`.
struct subscription_sought {
  std::string id;
  std::uint64_t from = 0; ///< its position before
  std::uint64_t to = 0;   ///< and now
  std::string child{}; ///< in which state its child is now; empty where the deployment is stopped
};
BOOST_DESCRIBE_STRUCT(subscription_sought, (), (id, from, to, child))

} // namespace troupe::control
