// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace troupe::guard {

/// Watches the child's heartbeat, which begins when the child has put everything together.
///
/// A guard that was stopped itself (by Ctrl-Z, or with the whole machine) has heard nothing for a
/// long time, and that is no fault of the child: between two looks no more than twice the time
/// between looks counts.
///
/// Pure: times come from a clock that never goes back.
class heartbeat_watch {
public:
  enum class finding { nothing, beat, silent };

  void child_started(std::chrono::nanoseconds now);
  /// It ends, and beats no more; it is to be gone within `most`.
  void child_ends(std::chrono::nanoseconds now, std::chrono::nanoseconds most);

  /// `beats` are those of the child so far, `limit` is the longest silence, 0 for no limit.
  finding look(std::chrono::nanoseconds now, std::uint64_t beats, std::chrono::nanoseconds limit);

  /// How long the next look may wait.
  std::chrono::nanoseconds look_within(std::chrono::nanoseconds limit) const;

private:
  std::chrono::nanoseconds last_look_{0};
  std::chrono::nanoseconds silence_{0};
  std::uint64_t beats_ = 0;
  std::optional<std::chrono::nanoseconds> ending_;
};

} // namespace troupe::guard
