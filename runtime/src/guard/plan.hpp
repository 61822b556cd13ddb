// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/backoff.hpp"
#include "supervision/restart_window.hpp"

#include <chrono>
#include <cstdint>
#include <string>

/// The guard: the small process that starts the one in which a deployment runs, and starts it anew
/// when it dies.
namespace troupe::guard {

/// How often the child is started anew, and how fast.
struct restart_limits {
  std::uint32_t intensity = 5;
  std::chrono::nanoseconds period = std::chrono::minutes{10};
  supervision::backoff_policy backoff = supervision::backoff_policy::usual();

  friend bool operator==(const restart_limits&, const restart_limits&) = default;
};

/// How the child ended.
struct child_end {
  enum class kinds : std::uint8_t { exited, signalled, not_started };

  kinds how = kinds::exited;
  int number = 0; ///< the exit code, the signal, or the system's error
  /// It was asked to stop, or had done all its work.
  bool was_ending = false;
  /// A handler died of a signal, and its delivery is charged.
  bool has_suspect = false;
  /// Something was handled since the child's start, or it is not the suspect's first time.
  bool handled_some = false;
};

/// "SIGSEGV", or "signal 34" for one that has no name.
std::string name_of_signal(int number);

/// "SIGSEGV", "exit code 70", "it could not be started: Cannot allocate memory".
std::string to_string(const child_end&);

/// What the guard does next.
struct next_step {
  enum class kinds : std::uint8_t { restart, end };

  kinds what = kinds::end;
  std::chrono::nanoseconds wait{0}; ///< before a restart
  int exit_code = 0;                ///< the guard's own
  bool gave_up = false;             ///< there were too many restarts

  friend bool operator==(const next_step&, const next_step&) = default;
};

/// The plan decides what follows the end of the child. An end with 0, 64, 75 or 78 is the guard's
/// own. Every other end starts it anew, after a wait that grows, until there were more than
/// `intensity` restarts within `period`: then the guard ends with 70. An end that a suspect
/// explains does neither count nor wait where work was done before: the suspect is charged, and
/// cannot come back for ever.
///
/// Pure: times come from a clock that never goes back, and chance from outside.
class plan {
public:
  explicit plan(const restart_limits& limits)
      : limits_(limits), window_(limits.intensity, limits.period) {}

  /// New limits; what was counted stays counted.
  void limit(const restart_limits&);

  void started(std::chrono::nanoseconds now) { backoff_.started(now); }

  /// `chance`, of 0 to 1, is the share of the jitter.
  next_step ended(const child_end&, std::chrono::nanoseconds now, double chance);

private:
  restart_limits limits_;
  supervision::restart_window window_;
  supervision::backoff backoff_;
};

} // namespace troupe::guard
