// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/error.hpp"
#include "vocabulary/cron.hpp"

#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace troupe {

/// A time zone of the system's database (package tzdata), by its IANA name: `Europe/Berlin`, `UTC`.
///
/// May be used from any thread. The first `find` of a process reads the database, which takes a
/// tenth of a second.
class time_zone {
public:
  static result<time_zone> find(std::string_view name);

  std::string name() const;

  /// What clocks show there.
  calendar_minute minute_of(time_point) const;

  /// When clocks show it there: the first time where they show it twice, as at the end of summer
  /// time, and the first valid instant after it where they leap over it, as at its beginning.
  time_point first_instant(calendar_minute) const;

private:
  explicit time_zone(const date::time_zone& zone) : zone_(&zone) {}

  const date::time_zone* zone_; ///< lives as long as the process
};

} // namespace troupe
