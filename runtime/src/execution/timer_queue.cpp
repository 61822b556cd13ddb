// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/timer_queue.hpp"

#include <utility>

namespace troupe::execution {

timer_id timer_queue::at(std::chrono::nanoseconds deadline, std::function<void()> call) {
  std::lock_guard lock{mutex_};
  const timer_id id{deadline, ++last_serial_};
  const auto where = timers_.emplace(id, std::move(call)).first;
  if (where == timers_.begin())
    changed_.notify_all();
  return id;
}

timer_id timer_queue::after(std::chrono::nanoseconds delay, std::function<void()> call) {
  return at(time_.elapsed() + delay, std::move(call));
}

bool timer_queue::cancel(timer_id id) {
  std::function<void()> gone; // Destroyed outside of the lock: it may hold the last handle.
  std::lock_guard lock{mutex_};
  const auto where = timers_.find(id);
  if (where == timers_.end())
    return false;
  gone = std::move(where->second);
  timers_.erase(where);
  return true;
}

std::optional<std::chrono::nanoseconds> timer_queue::next() const {
  std::lock_guard lock{mutex_};
  if (timers_.empty())
    return std::nullopt;
  return timers_.begin()->first.deadline;
}

std::size_t timer_queue::run_due() {
  const auto now = time_.elapsed();
  std::uint64_t last = 0;
  {
    std::lock_guard lock{mutex_};
    last = last_serial_;
  }
  std::size_t calls = 0;
  while (auto call = take_due(now, last)) {
    call();
    ++calls;
  }
  return calls;
}

void timer_queue::wait_due() {
  std::unique_lock lock{mutex_};
  while (!interrupted_) {
    if (timers_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const auto left = timers_.begin()->first.deadline - time_.elapsed();
    if (left <= left.zero())
      return;
    changed_.wait_for(lock, left);
  }
  interrupted_ = false;
}

void timer_queue::interrupt() {
  std::lock_guard lock{mutex_};
  interrupted_ = true;
  changed_.notify_all();
}

std::function<void()> timer_queue::take_due(std::chrono::nanoseconds now, std::uint64_t last) {
  std::lock_guard lock{mutex_};
  for (auto i = timers_.begin(); i != timers_.end() && i->first.deadline <= now; ++i) {
    if (i->first.serial > last)
      continue;
    auto call = std::move(i->second);
    timers_.erase(i);
    return call;
  }
  return nullptr;
}

} // namespace troupe::execution
