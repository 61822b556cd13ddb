// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "guard/signals.hpp"

#include <chrono>
#include <csignal>
#include <utility>

namespace troupe::cli {

/// SIGTERM, SIGINT and SIGHUP, taken when the program asks for them instead of in the middle of
/// anything. A SIGHUP asks for a reload where that is wanted, unless the program's terminal is
/// gone; else it asks to stop, as the others.
///
/// Made on the main thread before any other thread starts, so that all threads leave these signals
/// alone. A SIGHUP that is ignored, as below nohup, stays so.
///
/// Below a guard, the guard's requests are those that count: what a terminal or a service manager
/// sends to a whole group comes here twice, directly and by way of the guard.
class stop_signals {
public:
  enum class senders { anybody, guard };
  enum class hangups { stop, reload };

  explicit stop_signals(senders from = senders::anybody, hangups how = hangups::stop);

  stop_signals(const stop_signals&) = delete;
  stop_signals& operator=(const stop_signals&) = delete;

  /// Waits for a signal, at most for `time`; says whether one came that asks to stop.
  bool arrived(std::chrono::milliseconds time);
  /// Whether a reload was asked for since this was asked last; however often, it is one.
  bool wants_reload() { return std::exchange(wants_reload_, false); }

  /// From now on one more signal ends the process at once, with this exit code. That loses nothing:
  /// a commit is in the journal or it is not, as after SIGKILL.
  void end_at_once(int exit_code);

private:
  int take(std::chrono::milliseconds time);

  senders from_;
  hangups how_;
  guard::terminal terminal_;
  bool wants_reload_ = false;
  bool arrived_ = false;
};

/// For who takes signals for a while only: its end has this thread leave alone what it left alone
/// when this was made. One that has come and was not taken is delivered then.
class signals_as_before {
public:
  signals_as_before();
  ~signals_as_before();

  signals_as_before(const signals_as_before&) = delete;
  signals_as_before& operator=(const signals_as_before&) = delete;

private:
  sigset_t before_;
};

} // namespace troupe::cli
