// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/farewell.hpp"

#include "execution/exit_reason.hpp"
#include "execution/placed_actor.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace troupe::execution {

bool end_and_wait(const std::vector<caf::actor>& actors, crew& at_work,
                  std::chrono::nanoseconds time) {
  struct count {
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t left;
  };
  const auto still = std::make_shared<count>();
  still->left = actors.size();
  for (const auto& each : actors) {
    // Shared, because the functor of an actor that does not end in time outlives this call.
    each->attach_functor([still] {
      const std::lock_guard guard{still->mutex};
      --still->left;
      still->changed.notify_all();
    });
    send_urgent_exit(each, make_exit(exit_class::shutdown));
  }
  std::unique_lock lock{still->mutex};
  return at_work.wait(lock, still->changed, time, [&] { return still->left == 0; });
}

} // namespace troupe::execution
