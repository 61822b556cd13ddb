// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/unit.hpp"

#include "execution/turn.hpp"

#include <utility>

namespace troupe::execution {

unit::unit(caf::actor_system& system) : caf::execution_unit(&system) {}

unit::~unit() {
  unit::close();
}

void unit::exec_later(caf::resumable* job) {
  bool refused = false;
  {
    std::lock_guard lock{mutex_};
    refused = closed_;
    if (!refused)
      waiting_.push_back(job);
  }
  // Outside of the lock: letting go may destroy an actor, which tells others, who queue here.
  if (refused)
    caf::intrusive_ptr_release(job);
  else
    wake();
}

bool unit::step() {
  auto* job = next();
  if (!job)
    return false;
  give_turn(job, *this, messages_per_turn);
  return true;
}

std::size_t unit::run() {
  std::size_t turns = 0;
  while (step())
    ++turns;
  return turns;
}

bool unit::idle() const {
  std::lock_guard lock{mutex_};
  return waiting_.empty();
}

void unit::close() {
  std::deque<caf::resumable*> left;
  {
    std::lock_guard lock{mutex_};
    closed_ = true;
    left.swap(waiting_);
  }
  for (auto* job : left)
    caf::intrusive_ptr_release(job);
}

caf::resumable* unit::next() {
  std::lock_guard lock{mutex_};
  if (waiting_.empty())
    return nullptr;
  auto* job = waiting_.front();
  waiting_.pop_front();
  return job;
}

} // namespace troupe::execution
