// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>

namespace troupe::cli {

/// SIGTERM, SIGINT and SIGHUP, taken when the program asks for them instead of in the middle of
/// anything.
///
/// Made on the main thread before any other thread starts, so that all threads leave these signals
/// alone. A SIGHUP that is ignored, as below nohup, stays so.
///
/// Below a guard, the guard's requests are those that count: what a terminal or a service manager
/// sends to a whole group comes here twice, directly and by way of the guard.
class stop_signals {
public:
  enum class senders { anybody, guard };

  explicit stop_signals(senders from = senders::anybody);

  stop_signals(const stop_signals&) = delete;
  stop_signals& operator=(const stop_signals&) = delete;

  /// Waits for a signal, at most for `time`; says whether one came.
  bool arrived(std::chrono::milliseconds time);

  /// From now on one more signal ends the process at once, with this exit code. That loses nothing:
  /// a commit is in the journal or it is not, as after SIGKILL.
  void end_at_once(int exit_code);

private:
  senders from_;
  bool arrived_ = false;
};

} // namespace troupe::cli
