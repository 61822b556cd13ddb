// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/threads.hpp"

#include "execution/thread_name.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace troupe::execution {

namespace {

constexpr int raised_nice = -10;

void prioritize_this_thread(thread_priority priority) {
  // On Linux the nice value is the thread's own. Where it is not allowed, things are slower under
  // load and nothing else changes.
  if (priority == thread_priority::raised)
    static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), raised_nice));
}

} // namespace

// The unit of a control thread. It is shared with the thread itself, which may have to be left
// behind in a handler that never returns.
struct control_thread::core final : unit {
  using unit::unit;

  void wake() override {
    std::lock_guard lock{mutex};
    changed.notify_all();
  }

  void run() {
    while (!stopping) {
      if (step())
        continue;
      std::unique_lock lock{mutex};
      changed.wait(lock, [&] { return stopping || !idle(); });
    }
    close();
    std::lock_guard lock{mutex};
    ended = true;
    changed.notify_all();
  }

  void ask_to_stop() {
    std::lock_guard lock{mutex};
    stopping = true;
    changed.notify_all();
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<bool> stopping{false};
  bool ended = false;
};

control_thread::control_thread(caf::actor_system& system, std::string name)
    : core_(std::make_shared<core>(system)), thread_([shared = core_, name = std::move(name)] {
        name_this_thread(name);
        shared->run();
      }) {}

control_thread::~control_thread() {
  stop();
}

unit& control_thread::where() {
  return *core_;
}

void control_thread::stop() {
  core_->ask_to_stop();
  if (thread_.joinable())
    thread_.join();
}

bool control_thread::stop_within(std::chrono::nanoseconds grace) {
  core_->ask_to_stop();
  if (!thread_.joinable())
    return true;
  {
    std::unique_lock lock{core_->mutex};
    if (!core_->changed.wait_for(lock, grace, [&] { return core_->ended; })) {
      thread_.detach();
      return false;
    }
  }
  thread_.join();
  return true;
}

stepping_thread::stepping_thread(std::string name, std::function<bool()> step,
                                 thread_priority priority)
    : step_(std::move(step)), thread_([this, name = std::move(name), priority] {
        name_this_thread(name);
        prioritize_this_thread(priority);
        run();
      }) {}

stepping_thread::~stepping_thread() {
  stop();
}

void stepping_thread::wake() {
  if (awake_.exchange(true))
    return;
  std::lock_guard lock{mutex_};
  changed_.notify_one();
}

void stepping_thread::ask_to_stop() {
  std::lock_guard lock{mutex_};
  stopping_ = true;
  changed_.notify_all();
}

void stepping_thread::stop() {
  ask_to_stop();
  if (thread_.joinable())
    thread_.join();
}

bool stepping_thread::stop_within(std::chrono::nanoseconds grace) {
  ask_to_stop();
  {
    std::unique_lock lock{mutex_};
    if (!changed_.wait_for(lock, grace, [this] { return ended_; }))
      return false;
  }
  stop();
  return true;
}

void stepping_thread::run() {
  for (;;) {
    // Before the step: a wake that comes during it asks for another one.
    awake_ = false;
    while (step_()) {
    }
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return stopping_ || awake_; });
    if (stopping_ && !awake_) {
      ended_ = true;
      changed_.notify_all();
      return;
    }
  }
}

timer_thread::timer_thread(timer_queue& timers)
    : timers_(timers), thread_([this] {
        name_this_thread("troupe.timers");
        while (!stopping_) {
          timers_.wait_due();
          timers_.run_due();
        }
      }) {}

timer_thread::~timer_thread() {
  stop();
}

void timer_thread::stop() {
  stopping_ = true;
  timers_.interrupt();
  if (thread_.joinable())
    thread_.join();
}

} // namespace troupe::execution
