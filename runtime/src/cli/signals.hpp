// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>

namespace troupe::cli {

/// SIGTERM and SIGINT, taken when the program asks for them instead of in the middle of anything.
///
/// Made on the main thread before any other thread starts, so that all threads leave these signals
/// alone.
class stop_signals {
public:
  stop_signals();

  stop_signals(const stop_signals&) = delete;
  stop_signals& operator=(const stop_signals&) = delete;

  /// Waits for a signal, at most for `time`; says whether one came.
  bool arrived(std::chrono::milliseconds time);

  /// From now on a signal ends the process at once, with this exit code. That loses nothing: a
  /// commit is in the journal or it is not, as after SIGKILL.
  void end_at_once(int exit_code);
};

} // namespace troupe::cli
