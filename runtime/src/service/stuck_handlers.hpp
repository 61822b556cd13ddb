// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "service/activity.hpp"
#include "service/handler_watch.hpp"
#include "service/roster.hpp"
#include "service/surroundings.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace troupe {

/// A handler that was left behind and has not come back: its thread is lost to the deployment.
struct zombie {
  std::string instance; ///< "payment/1"
  std::string doing;    ///< "orders.placed A1, sequence 7"
  time_point since;     ///< when it was first seen doing it
};

/// What the watch over handlers needs of a deployment. All of it must outlive the watch.
struct stuck_parts {
  execution::in_hand& hands;
  const roster& running;
  const clock& time;
  uuid_source& ids;
  activity& doings;
  log_function log;
  /// The event of a sequence, where it can be read.
  std::function<std::optional<journal::event_record>(journal::sequence_number)> event_of;
  /// The thread does not come back from its handler.
  std::function<void(std::uint32_t thread)> replace_thread;
  /// There are more zombies than `most`: the sentence says so.
  std::function<void(std::string)> too_many;
  std::size_t most = 8;
};

/// Finds handlers that do not return, and leaves them behind.
///
/// A handler past its timeout is reported. Past its grace too, it is left behind: whatever it still
/// calls throws into it, its delivery is charged, its thread gets a substitute, and its supervisor
/// is told, who starts another instance, under a new epoch, so that whatever it still commits is
/// refused. From then on it is a zombie, until it returns. All functions but `zombies` are called
/// on one thread.
class stuck_handlers {
public:
  explicit stuck_handlers(stuck_parts parts) : parts_(std::move(parts)) {}

  /// Called again and again.
  void look();

  /// A supervisor has left this start of a child behind, for it did not obey a kill.
  void left_behind(const std::string& path, std::uint64_t start);

  /// From any thread.
  std::vector<zombie> zombies() const;

private:
  struct known {
    std::string instance;
    std::string doing;
    std::optional<uuid> event; ///< for work on one
  };

  void report_late(const handler_watch::finding&, const listed_instance&);
  void leave_behind(const handler_watch::finding&, const listed_instance&, time_point when);
  void report_return(const handler_watch::finding&);
  const known& remember(const execution::hand_view&, const listed_instance&);
  known describe(const execution::hand_view&, const listed_instance&);
  void count_zombies();

  stuck_parts parts_;
  handler_watch watch_;
  std::map<std::uint64_t, known> remembered_; ///< of those that are late or left behind, by epoch
  std::map<std::string, std::uint64_t> late_; ///< by instance's name
  mutable std::mutex mutex_;
  std::vector<zombie> zombies_;
};

} // namespace troupe
