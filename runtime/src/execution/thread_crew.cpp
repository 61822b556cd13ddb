// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/thread_crew.hpp"

#include <utility>

namespace troupe::execution {
namespace {

class own_thread final : public crew::seat {
public:
  own_thread(caf::actor_system& system, std::string name) : thread_(system, std::move(name)) {}

  caf::execution_unit& where() override { return thread_.where(); }
  bool stop_within(std::chrono::nanoseconds grace) override { return thread_.stop_within(grace); }

private:
  control_thread thread_;
};

} // namespace

thread_crew::thread_crew(caf::actor_system& system, std::size_t pool_threads)
    : system_(system), pool_(system, pool_threads, "pool"), control_(system, "control") {}

std::unique_ptr<crew::seat> thread_crew::own_seat(std::string name) {
  return std::make_unique<own_thread>(system_, std::move(name));
}

void thread_crew::begin(journal_work work, timer_queue& timers) {
  journal_.emplace(
      "journal",
      [work = std::move(work)] {
        if (!work.wait())
          return false;
        work.step();
        return true;
      },
      thread_priority::raised);
  timers_.emplace(timers);
}

bool thread_crew::wait(std::unique_lock<std::mutex>& held, std::condition_variable& changed,
                       std::chrono::nanoseconds at_most, const std::function<bool()>& holds) {
  return changed.wait_for(held, at_most, holds);
}

void thread_crew::end_timers() {
  if (timers_)
    timers_->stop();
}

bool thread_crew::end_journal(std::chrono::nanoseconds grace) {
  return !journal_ || journal_->stop_within(grace);
}

} // namespace troupe::execution
