// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace troupe::cli {

/// When the wall's clock will show that a timer is due, if nobody moves it. `wall_moved` is how far
/// it is ahead of steady time.
time_point due_on_wall(const journal::timer_record&, std::chrono::microseconds wall_moved);

/// Timers as a table for a person, in the order in which they are given.
std::string timers_text(const std::vector<journal::timer_record>&,
                        std::chrono::microseconds wall_moved);

/// One timer as a JSON object.
std::string timer_json(const journal::timer_record&, std::chrono::microseconds wall_moved);

} // namespace troupe::cli
