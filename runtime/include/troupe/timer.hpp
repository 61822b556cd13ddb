// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <variant>

/// What a service says of a timer that recurs.
namespace troupe {

/// What becomes of the times of a recurring timer that passed while the deployment did not run, or
/// that the wall's clock leapt over.
enum class missed_timers {
  once, ///< one event for all of them, at once
  skip, ///< none; it goes on with the next regular time
  all,  ///< an event for each, in order, at most `limits.missed_timers` a second
};

struct recurrence_options {
  missed_timers missed = missed_timers::once;
  /// Nothing comes before. A period is counted from there, and else from when the timer was set.
  std::optional<time_point> from{};
};

/// A timer as it is asked for: when it publishes its event, and what else is known of it.
struct timer_setting {
  struct period {
    std::chrono::nanoseconds length;
  };
  struct cron {
    std::string expression;
    std::string zone;
  };

  std::string name{}; ///< may be empty where it comes once
  std::variant<std::chrono::nanoseconds, time_point, period, cron> when;
  recurrence_options options{};
};

} // namespace troupe
