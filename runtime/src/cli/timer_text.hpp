// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace troupe::cli {

/// When the wall's clock will show that a timer is due, if nobody moves it. `wall_moved` is how far
/// it is ahead of steady time.
time_point due_on_wall(const journal::timer_record&, std::chrono::microseconds wall_moved);

/// What a timer is read with.
struct timer_standing {
  std::chrono::microseconds wall_moved{};
  std::set<journal::subscription_number> orphans{}; ///< theirs are held
};

/// Timers as a table for a person, in the order in which they are given.
std::string timers_text(const std::vector<journal::timer_record>&, const timer_standing&);

/// One timer as a JSON object.
std::string timer_json(const journal::timer_record&, const timer_standing&);

} // namespace troupe::cli
