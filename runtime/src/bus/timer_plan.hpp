// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"
#include "troupe/clock.hpp"
#include "vocabulary/recurrence.hpp"

#include <chrono>
#include <optional>

namespace troupe::bus {

/// Says how long each of many things has to wait, so that they come at a limited rate.
class evenly_spaced {
public:
  explicit evenly_spaced(int per_second)
      : spacing_(std::chrono::nanoseconds{std::chrono::seconds{1}} / per_second) {}

  /// Nothing where it may come at once. `now` is `clock::elapsed`.
  std::chrono::nanoseconds wait(std::chrono::nanoseconds now);

private:
  std::chrono::nanoseconds spacing_;
  std::optional<std::chrono::nanoseconds> last_;
};

/// The time, as a timer is compared with it.
struct moment {
  time_point now;                   ///< on the wall
  std::chrono::nanoseconds elapsed; ///< `clock::elapsed`
  /// Before it the deployment did not run, or the wall's clock leapt to it.
  time_point missed_before;
};

/// What becomes of a recurring timer that is due.
struct timer_step {
  struct times {
    time_point due;   ///< when it is looked at again
    time_point event; ///< the time of the event that it then publishes
    friend bool operator==(const times&, const times&) = default;
  };
  bool fires = false;
  std::optional<times> next; ///< nothing where the calendar ends before
  friend bool operator==(const timer_step&, const timer_step&) = default;
};

/// What becomes of it, by what the service wants of times that were missed. Pure.
///
/// A time that has passed is behind the timer for good, whether it fired or was missed; it does not
/// come again where the wall's clock goes back. Times that passed while the deployment ran, but so
/// fast that the next was due before, are one, unless `all` of them are wanted.
timer_step step_of(const journal::timer_record&, const recurrence&, const moment&,
                   evenly_spaced& missed);

/// How far a clock may be set back and still show times that it will reach again soon, for which
/// recurring timers then wait. Set back by more, it was wrong before.
inline constexpr std::chrono::hours short_way_back{24};

/// Where a recurring timer does not stand where it should, the times for which it is moved: so far
/// ahead that the wall's clock must have been wrong when it was moved there, or at a time at which
/// it does not come any more, because its zone has other rules now.
std::optional<timer_step::times> correction_of(const journal::timer_record&, const recurrence&,
                                               time_point now);

} // namespace troupe::bus
