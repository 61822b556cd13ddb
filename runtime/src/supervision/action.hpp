// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/administration.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace troupe::supervision {

/// What a supervisor is to do next.
struct action {
  enum class kind : std::uint8_t {
    /// Start `child`, and report `child_started` or `child_ended`.
    start,
    /// The same once all that `child` depends on is ready; else report `child_held`.
    start_when_ready,
    /// Report `retry(child, now, wait)` once all that `child` depends on is ready.
    await_ready,
    /// Ask `child` to end.
    shutdown,
    /// End `child` without asking.
    kill,
    /// Stop waiting for the end of `child`, which does not obey a kill.
    abandon,
    /// Report `timer_expired(timer)` once `delay` has passed; the timer before it is void.
    set_timer,
    /// Report `retry(child, now, wait)` once `delay` has passed and everything that has arrived by
    /// now is dealt with.
    retry,
    /// `child` is new: it is the one that `call` brought.
    adopt,
    /// `child` is no longer one of the children.
    forget,
    /// The children's start functions are those that `call` brought.
    replace,
    /// Tell the one who made `call`.
    answer,
    /// All children are started: say so to whoever started this supervisor.
    report_started,
    /// All children are down: end, for the reason that `plan::end` tells.
    end,
  };

  kind what;
  std::string child{};
  std::chrono::nanoseconds delay{0};
  std::uint64_t timer = 0;
  std::uint64_t call = 0;
  supervision::answer answer{};
  std::uint64_t wait = 0;

  friend bool operator==(const action&, const action&) = default;
};

using actions = std::vector<action>;

} // namespace troupe::supervision
