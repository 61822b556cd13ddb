// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace troupe::execution {

/// A timer that was set. The default value is none.
struct timer_id {
  std::chrono::nanoseconds deadline{0};
  std::uint64_t serial = 0;

  explicit operator bool() const noexcept { return serial != 0; }
  friend bool operator==(const timer_id& x, const timer_id& y) = default;
  friend bool operator<(const timer_id& x, const timer_id& y) {
    return std::pair{x.deadline, x.serial} < std::pair{y.deadline, y.serial};
  }
};

/// The timer queue holds all deadlines of a deployment, on the clock that it is given.
///
/// Nothing runs by itself: `timer_thread` calls `run_due` in production, a test calls it after it
/// moved its clock. Calls run in the order of their deadlines, those of one deadline in the order
/// in which they were set, on the thread that calls `run_due`, and do no more than send a message.
/// All functions may be called from any thread, and from within a call.
class timer_queue {
public:
  explicit timer_queue(const clock& time) : time_(time) {}
  timer_queue(const timer_queue&) = delete;
  timer_queue& operator=(const timer_queue&) = delete;

  /// Calls `call` once `clock::elapsed()` has reached `deadline`.
  timer_id at(std::chrono::nanoseconds deadline, std::function<void()> call);

  /// Calls `call` once `delay` has passed from now.
  timer_id after(std::chrono::nanoseconds delay, std::function<void()> call);

  /// True if the call was still to come, and never will. When it is false the call has run or is
  /// running, and what it sent may still arrive: give each timer's message a number of its own.
  bool cancel(timer_id id);

  /// The earliest deadline.
  std::optional<std::chrono::nanoseconds> next() const;

  /// Makes the calls that are due, without those set meanwhile; says how many.
  std::size_t run_due();

  /// Blocks until a timer is due or `interrupt` is called. Waits in real time, so it is of use on
  /// the system's clock only.
  void wait_due();

  /// Ends the present call of `wait_due`, or else the next one.
  void interrupt();

private:
  std::function<void()> take_due(std::chrono::nanoseconds now, std::uint64_t last);

  const clock& time_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<timer_id, std::function<void()>> timers_;
  std::uint64_t last_serial_ = 0;
  bool interrupted_ = false;
};

} // namespace troupe::execution
