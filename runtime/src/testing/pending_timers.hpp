// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace troupe::testing {

/// Timers that are set, and the events that they publish when they are due.
class pending_timers {
public:
  /// One that is set already is replaced; a recurring one that is set just so goes on.
  void set(std::vector<journal::timer_record>);
  /// The names of these, or their ids where they have none or are not set.
  std::vector<std::string> clear(const std::vector<uuid>&);
  /// The event of the first that is due by then, with its time; one that recurs is set for the
  /// next.
  std::optional<journal::event_record> take(time_point upto);

private:
  std::vector<journal::timer_record> all_;
};

} // namespace troupe::testing
