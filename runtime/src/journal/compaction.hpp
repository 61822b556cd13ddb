// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace troupe::journal {

/// Which events may go because a newer one of their topic and key is there: those of these topics,
/// up to what somebody holds back. An event without a key stays, and so does one that is parked or
/// that a dead letter is of.
struct compact_request {
  std::vector<std::string> topics;
  /// Subscriptions that hold back what they have not settled; a source, which handles no events,
  /// is none of them.
  std::vector<subscription_number> holders{};
  /// The last of which it was looked who needs it; none above it goes.
  sequence_number upto = std::numeric_limits<std::int64_t>::max();
  /// The engine's `setbacks` at that look: where there were others since, nothing goes.
  std::optional<std::uint64_t> setbacks{};
  /// About how many bytes of keys it remembers; where there are more, it reads the rest once more.
  std::size_t memory = std::size_t{64} << 20;
};

/// What went of a topic.
struct compacted_topic {
  std::string name;
  std::uint64_t events = 0;
  std::uint64_t bytes = 0; ///< about, that they took

  friend bool operator==(const compacted_topic&, const compacted_topic&) = default;
};

/// Who needs events above which therefore all stay.
struct compaction_hold {
  std::string by; ///< "subscription payment"
  sequence_number settled = 0;

  friend bool operator==(const compaction_hold&, const compaction_hold&) = default;
};

/// What became of a compaction.
struct compacted {
  std::vector<compacted_topic> topics{}; ///< of which some went, in order of name
  sequence_number upto = 0; ///< of each key, one event is there up to here, beside what must stay
  std::optional<compaction_hold> held{};
  /// A subscription was made or sent elsewhere meanwhile, which ended it before it was done.
  bool is_cut_short = false;

  std::uint64_t events() const {
    std::uint64_t sum = 0;
    for (const auto& each : topics)
      sum += each.events;
    return sum;
  }
};

using compact_told = std::function<void(const compacted&)>;

} // namespace troupe::journal
