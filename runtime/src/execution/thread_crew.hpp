// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/crew.hpp"
#include "execution/pool.hpp"
#include "execution/threads.hpp"

#include <optional>

namespace troupe::execution {

/// The threads of a process: one for control, a pool for handlers, one each for journal and timers.
class thread_crew final : public crew {
public:
  thread_crew(caf::actor_system&, std::size_t pool_threads);

  caf::execution_unit& control() override { return control_.where(); }
  caf::execution_unit& handlers() override { return pool_.where(); }
  std::unique_ptr<seat> own_seat(std::string name) override;
  bool replace(std::uint32_t thread) override { return pool_.replace(thread); }
  void begin(journal_work, timer_queue&) override;
  bool wait(std::unique_lock<std::mutex>&, std::condition_variable& changed,
            std::chrono::nanoseconds at_most, const std::function<bool()>& holds) override;
  void end_timers() override;
  bool end_journal(std::chrono::nanoseconds grace) override;
  bool end_handlers(std::chrono::nanoseconds grace) override { return pool_.stop_within(grace); }

private:
  caf::actor_system& system_;
  pool pool_;
  control_thread control_; ///< ends before the pool does
  std::optional<stepping_thread> journal_;
  std::optional<timer_thread> timers_;
};

} // namespace troupe::execution
