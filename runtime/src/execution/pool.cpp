// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/pool.hpp"

#include "execution/thread_name.hpp"
#include "execution/turn.hpp"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

namespace troupe::execution {

// Shared with its threads, any of which may have to be left behind in a handler.
struct pool::core final : caf::execution_unit, std::enable_shared_from_this<core> {
  struct worker {
    std::thread thread{};
    std::uint32_t number = 0; ///< the system's; 0 until it runs
    bool has_place = true;
    bool has_ended = false;
  };

  core(caf::actor_system& system, std::string called)
      : caf::execution_unit(&system), name(std::move(called)) {}

  void exec_later(caf::resumable* job) override {
    bool is_refused = false;
    bool is_awaited = false;
    {
      const std::lock_guard lock{mutex};
      is_refused = stopping;
      is_awaited = idle > 0;
      if (!is_refused)
        waiting.push_back(job);
    }
    // Outside of the lock: letting go may destroy an actor, which tells others, who queue here.
    if (is_refused)
      caf::intrusive_ptr_release(job);
    else if (is_awaited)
      work_came.notify_one();
  }

  void start_worker() {
    std::list<worker> one(1);
    auto& made = one.front();
    made.thread = std::thread{[shared = shared_from_this(), &made, number = ++last_name] {
      name_this_thread(shared->name + '.' + std::to_string(number));
      shared->run(made);
    }};
    workers.splice(workers.end(), one); // Now that it runs: the system may have had no thread more.
  }

  void run(worker& me) {
    {
      const std::lock_guard lock{mutex};
      me.number = static_cast<std::uint32_t>(gettid());
    }
    while (auto* job = next(me))
      give_turn(job, *this, messages_per_turn);
    const std::lock_guard lock{mutex};
    me.has_ended = true;
    one_ended.notify_all();
  }

  /// Null where this thread is to end.
  caf::resumable* next(const worker& me) {
    std::unique_lock lock{mutex};
    while (waiting.empty() && !stopping && me.has_place) {
      ++idle;
      work_came.wait(lock);
      --idle;
    }
    if (stopping || !me.has_place) {
      if (!waiting.empty())
        work_came.notify_one(); // It was this thread that was told of it.
      return nullptr;
    }
    auto* job = waiting.front();
    waiting.pop_front();
    return job;
  }

  // Those that were replaced and came back, so that they do not pile up.
  void join_ended(std::list<worker>& out) {
    for (auto next = workers.begin(); next != workers.end();) {
      const auto here = next++;
      if (here->has_ended)
        out.splice(out.end(), workers, here);
    }
  }

  const std::string name;
  std::mutex mutex;
  std::condition_variable work_came;
  std::condition_variable one_ended;
  std::deque<caf::resumable*> waiting;
  std::list<worker> workers;
  std::size_t idle = 0;
  std::uint64_t last_name = 0;
  bool stopping = false;
};

pool::pool(caf::actor_system& system, std::size_t threads, std::string name)
    : core_(std::make_shared<core>(system, std::move(name))) {
  const std::lock_guard lock{core_->mutex};
  for (std::size_t i = 0; i < threads; ++i)
    core_->start_worker();
}

pool::~pool() {
  stop_within(std::chrono::hours{24 * 365});
}

caf::execution_unit& pool::where() {
  return *core_;
}

bool pool::replace(std::uint32_t thread) {
  std::list<core::worker> ended;
  {
    const std::lock_guard lock{core_->mutex};
    core_->join_ended(ended);
    const auto stuck =
        std::find_if(core_->workers.begin(), core_->workers.end(), [thread](const auto& x) {
          return x.number == thread && x.has_place && !x.has_ended;
        });
    if (stuck == core_->workers.end() || core_->stopping)
      return false;
    stuck->has_place = false;
    core_->work_came.notify_all(); // In case it came back just now.
    core_->start_worker();
  }
  for (auto& each : ended)
    each.thread.join();
  return true;
}

std::size_t pool::size() const {
  const std::lock_guard lock{core_->mutex};
  return static_cast<std::size_t>(std::count_if(core_->workers.begin(), core_->workers.end(),
                                                [](const auto& x) { return x.has_place; }));
}

bool pool::stop_within(std::chrono::nanoseconds grace) {
  std::deque<caf::resumable*> left;
  std::list<core::worker> ended;
  bool is_clean = false;
  {
    std::unique_lock lock{core_->mutex};
    core_->stopping = true;
    left.swap(core_->waiting);
    core_->work_came.notify_all();
    is_clean = core_->one_ended.wait_for(lock, grace, [this] {
      return std::all_of(core_->workers.begin(), core_->workers.end(),
                         [](const auto& x) { return x.has_ended; });
    });
    core_->join_ended(ended);
    for (auto& each : core_->workers)
      if (each.thread.joinable())
        each.thread.detach();
  }
  for (auto& each : ended)
    if (each.thread.joinable())
      each.thread.join();
  for (auto* job : left)
    caf::intrusive_ptr_release(job);
  return is_clean;
}

} // namespace troupe::execution
