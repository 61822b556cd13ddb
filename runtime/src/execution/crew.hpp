// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <caf/execution_unit.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace troupe::execution {

class timer_queue;

/// Who does a deployment's work: the threads of a process, or one thread that plays all of them.
///
/// Made for one actor system, and ends before it does. Used by the deployment's owner, but for
/// `replace`, which the control thread calls.
class crew {
public:
  virtual ~crew() = default;

  /// Where supervisors, subscriptions, timers and dead letters run.
  virtual caf::execution_unit& control() = 0;
  /// Where handlers run.
  virtual caf::execution_unit& handlers() = 0;

  /// A place that one actor has for itself.
  class seat {
  public:
    virtual ~seat() = default;
    virtual caf::execution_unit& where() = 0;
    /// As `control_thread::stop_within`.
    virtual bool stop_within(std::chrono::nanoseconds grace) = 0;
  };
  virtual std::unique_ptr<seat> own_seat(std::string name) = 0;

  /// As `pool::replace`.
  virtual bool replace(std::uint32_t thread) = 0;

  struct journal_work {
    std::function<bool()> step; ///< does some; false where nothing waits
    std::function<bool()> wait; ///< until something does; false at the end, with nothing waiting
  };
  /// From now on the journal's work is done when there is some, and timers come when they are due.
  virtual void begin(journal_work, timer_queue&) = 0;

  /// Blocks until it holds, at most so long; looks whenever `changed` is told. Whether it does
  /// then.
  virtual bool wait(std::unique_lock<std::mutex>&, std::condition_variable& changed,
                    std::chrono::nanoseconds at_most, const std::function<bool()>& holds) = 0;

  /// No timer comes any more.
  virtual void end_timers() = 0;
  /// Does what waits for the journal; once its `wait` would not block. False where that took
  /// longer.
  virtual bool end_journal(std::chrono::nanoseconds grace) = 0;
  /// As `pool::stop_within`.
  virtual bool end_handlers(std::chrono::nanoseconds grace) = 0;
};

} // namespace troupe::execution
