// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/timer_queue.hpp"
#include "execution/unit.hpp"

#include <caf/actor_system.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

/// The threads of the runtime: nothing else of ours makes any. Each has a name that `ps -L` and a
/// debugger show, of at most 15 characters. Constructors start, destructors stop and join; neither
/// may happen on the thread itself. All end before the actor system does: a thread that spawned an
/// actor holds CAF's logger, which `~actor_system` waits for.
namespace troupe::execution {

enum class thread_priority {
  ordinary,
  /// Runs before others where the system allows it (CAP_SYS_NICE or a nice limit), else as others.
  raised,
};

/// A thread of its own for the actors that are placed on `where()`: supervisors, subscriptions,
/// timers, dead letters, and services that ask for one.
class control_thread {
public:
  control_thread(caf::actor_system& system, std::string name);
  ~control_thread();
  control_thread(const control_thread&) = delete;
  control_thread& operator=(const control_thread&) = delete;

  /// The unit to place actors on. Valid as long as this object, also after `stop`.
  unit& where();

  /// Lets the actor that is running finish its turn, ends the thread and lets go of the actors that
  /// wait. May be called again.
  void stop();

  /// Like `stop`, but gives up on a handler that blocks for longer than `grace`: then it returns
  /// false, and the thread and its unit live on by themselves for as long as the handler does. A
  /// process with such a thread ends by `_exit`, as its destructors would pull the ground from
  /// under the handler.
  bool stop_within(std::chrono::nanoseconds grace);

private:
  struct core;

  std::shared_ptr<core> core_;
  std::thread thread_;
};

/// A thread that calls a step function until that says there is nothing to do, and again after each
/// `wake`. What a step function does is as well done by a test that calls it itself.
class stepping_thread {
public:
  /// `step` returns true if it did something and may have more to do. An exception that leaves it
  /// ends the program.
  stepping_thread(std::string name, std::function<bool()> step,
                  thread_priority priority = thread_priority::ordinary);
  ~stepping_thread();
  stepping_thread(const stepping_thread&) = delete;
  stepping_thread& operator=(const stepping_thread&) = delete;

  /// There is something to do. From any thread, cheap when called often; none is lost.
  void wake();

  /// Steps until there is nothing left to do, then ends the thread. May be called again.
  void stop();

  /// Like `stop`, but gives up on a step that takes longer than `grace`: then it returns false. A
  /// process with such a thread ends by `_exit`, for the destructor waits for it.
  bool stop_within(std::chrono::nanoseconds grace);

private:
  void ask_to_stop();
  void run();

  std::function<bool()> step_;
  std::atomic<bool> awake_{true};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool ended_ = false;
  std::thread thread_;
};

/// The thread that runs the timers of one queue when they are due.
class timer_thread {
public:
  explicit timer_thread(timer_queue& timers);
  ~timer_thread();
  timer_thread(const timer_thread&) = delete;
  timer_thread& operator=(const timer_thread&) = delete;

  /// Timers that are not due yet stay in the queue. May be called again.
  void stop();

private:
  timer_queue& timers_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

} // namespace troupe::execution
