// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/exit_info.hpp"
#include "troupe/clock.hpp"
#include "troupe/error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

/// What a deployment that runs tells of itself to whoever started it.
namespace troupe::assembly {

/// What came to an end, and why.
struct ending {
  enum class kind {
    stopped,
    idle,
    auto_shutdown, ///< a significant child of the root has ended
    escalated,
    journal_failed,
    too_many_zombies
  };
  kind what = kind::stopped;
  supervision::cause_chain causes{};
  std::optional<error> failure{};
};

/// One look at a deployment that runs.
struct progress_report {
  std::uint64_t handled = 0;
  /// The most that one subscription may have before it: it is counted in sequences, of which other
  /// topics have some. The events among them could be told apart only by reading all of them.
  std::uint64_t left = 0;
  std::size_t parked = 0;
  std::uint64_t dead_letters = 0; ///< since the start
  std::uint64_t crashes = 0;
  std::uint64_t restarts = 0;
  std::uint64_t head = 0;
};

/// A subscription that is paused, and what waits for it.
struct paused_member {
  std::string id;
  std::uint64_t events = 0; ///< at most so many, as in `progress_report::left`
  std::size_t parked = 0;
  std::optional<time_point> since{}; ///< where it was written down
  std::string why{};

  bool has_work() const { return events > 0 || parked > 0; }
};

} // namespace troupe::assembly
