// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/specification.hpp"
#include "execution/crew.hpp"
#include "execution/in_hand.hpp"
#include "guard/suspicions.hpp"
#include "journal/record.hpp"
#include "service/activity.hpp"
#include "service/call_surroundings.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace troupe::assembly {

/// What a deployment runs with, beside what it is.
struct running_settings {
  const clock* time = nullptr; ///< null for the system's
  std::uint64_t seed = 0;
  log_function log;
  /// Called before anything is started, with what is counted from then on.
  std::function<void(const activity&)> begins{};
  std::size_t pool_threads = 0; ///< 0 for as many as there are cores, at least 2
  /// Who does the work; null for threads.
  std::function<std::unique_ptr<execution::crew>(caf::actor_system&)> make_crew{};
  /// Called with what skips the journal, before anybody gets it, on any thread.
  std::function<void(const journal::batch_ptr&)> transient_published{};
  /// What the processes before this one died of: to be charged before anything is delivered.
  std::vector<guard::suspect> suspects{};
  /// What is to be run alone, before anything else is delivered.
  std::optional<guard::delivery_id> alone{};
  /// Called on any thread when a suspect's charge is durable, or what was run alone has come to
  /// its end.
  std::function<void(const guard::delivery_id&)> settled{};
  /// Where others see what each thread has in hand; null for memory of its own.
  std::shared_ptr<execution::in_hand> hands{};
  /// Whether somebody looks every second for handlers that do not return; of no use where no time
  /// passes while one runs.
  bool watches_handlers = true;
  bool control_socket = false; ///< beside the journal's file
  /// The whole tree has started and deliveries begin. On the control thread, once; not where the
  /// start failed.
  std::function<void()> ready{};
  /// The time between heartbeats; without one there are none.
  std::optional<std::chrono::nanoseconds> beat_every{};
  std::function<void()> beaten{}; ///< called at each, on the journal's thread
  /// The bytes that the journal's file system has left; where it is none, or gives nothing,
  /// nobody asks.
  std::function<std::optional<std::uint64_t>()> free_space{};
  /// What runs, to be written down beside the journal; nothing where it came from no file.
  std::optional<generation> as{};
  /// Reads what is to run instead; null where that cannot be changed.
  load_specification load{};
};

} // namespace troupe::assembly
