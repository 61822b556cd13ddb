// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"
#include "troupe/time.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace troupe::journal {

struct topic_survey {
  std::string name;
  std::uint64_t events = 0; ///< that are kept
  std::uint64_t bytes = 0;  ///< of their payloads
  std::uint64_t last = 0;   ///< the sequence of the last
  bool transient = false;
};
BOOST_DESCRIBE_STRUCT(topic_survey, (), (name, events, bytes, last, transient))

struct subscription_survey {
  std::string name;
  std::uint64_t settled = 0;
  std::uint64_t parked = 0;
  std::uint64_t held = 0; ///< of the parked ones, those of keys that a dead letter holds
  std::uint64_t states = 0;
  bool paused = false;
  std::optional<time_point> orphaned_since{}; ///< no child has it
  std::uint64_t lost_from = 0;                ///< the first event that the retention took before it
  /// Of one that is paused or orphaned: the events above 'settled', and about what they take.
  std::uint64_t holds_events = 0;
  std::uint64_t holds_bytes = 0;
  std::optional<time_point> paused_since{}; ///< where that was written down
  std::string paused_why{};
};
BOOST_DESCRIBE_STRUCT(subscription_survey, (),
                      (name, settled, parked, held, states, paused, orphaned_since, lost_from,
                       holds_events, holds_bytes, paused_since, paused_why))

/// What stands in a journal's file, counted, and what it takes on the disk.
struct survey {
  std::string path;
  std::int64_t format = 0;
  std::string sync{};                  ///< how the deployment has it written; set by whoever knows
  std::optional<std::int64_t> owner{}; ///< the process that has it open for writing
  std::uint64_t bytes = 0;             ///< of the file
  std::uint64_t free_bytes = 0;        ///< of these, those that hold nothing and are used again
  std::uint64_t log_bytes = 0;         ///< of the log beside it, which is copied into it
  std::uint64_t first = 0;             ///< the sequence of the first event that is kept; 0 for none
  std::uint64_t head = 0;              ///< the last that was given
  std::uint64_t events = 0;
  std::uint64_t compacted = 0; ///< between first and head, that the compaction took
  std::uint64_t timers = 0;
  std::uint64_t dead_letters = 0;
  std::vector<topic_survey> topics;
  std::vector<subscription_survey> subscriptions;
};
BOOST_DESCRIBE_STRUCT(survey, (),
                      (path, format, sync, owner, bytes, free_bytes, log_bytes, first, head, events,
                       compacted, timers, dead_letters, topics, subscriptions))

/// Looks at all of it, beside an owner or without one, as it is at one moment.
result<survey> survey_of(const std::filesystem::path& journal);

} // namespace troupe::journal
