// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>

namespace troupe {

/// A point on the wall's clock, UTC, to the microsecond: what events carry and the journal keeps.
using time_point = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

/// The time, as it is passed to whatever needs it; nothing of ours asks the system itself.
///
/// Both functions may be called from any thread. `now` follows the wall, may jump in both
/// directions, and is for records and for people. `elapsed` never goes back, starts anywhere, and
/// is what deadlines, windows and delays are measured by.
class [[gnu::visibility("default")]] clock {
public:
  virtual ~clock() = default;
  virtual time_point now() const = 0;
  virtual std::chrono::nanoseconds elapsed() const = 0;
};

/// The system's clocks: `system_clock` and `steady_clock`.
[[gnu::visibility("default")]] const clock& system_time();

} // namespace troupe
