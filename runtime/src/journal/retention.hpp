// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace troupe::journal {

/// What an event takes beside its payload, about: its other columns, and its row in the index.
inline constexpr std::uint64_t event_overhead = 150;

/// What is kept of the events; nothing where there is no bound. Whichever bound is reached first
/// counts.
struct retention {
  std::optional<std::chrono::microseconds> age; ///< since they were published
  std::optional<std::uint64_t> size;            ///< of all that the journal holds, in bytes
  std::optional<std::uint64_t> count;

  bool is_on() const { return age || size || count; }
};

/// Which events may go: those above a bound, and only below all that somebody still needs. The last
/// event stays in any case.
struct trim_request {
  retention keep;
  time_point now;
  /// Subscriptions that hold back what they have not settled; a source, which handles no events,
  /// is none of them.
  std::vector<subscription_number> holders;
  /// Subscriptions that need nothing any more: what is parked for them goes with its event.
  std::vector<subscription_number> released{};
  /// The last of which it was looked who needs it; none above it goes.
  sequence_number upto = std::numeric_limits<std::int64_t>::max();
};

/// Who needs the first event that would have gone as well.
struct held_back {
  std::string by;            ///< "subscription payment", "a parked event of shipping"
  sequence_number first = 0; ///< that it needs
  std::uint64_t events = 0;  ///< about, that stay for it
  std::uint64_t bytes = 0;   ///< about, of these

  friend bool operator==(const held_back&, const held_back&) = default;
};

/// What became of a trim.
struct trimmed {
  std::uint64_t events = 0;  ///< that are gone
  std::uint64_t parked = 0;  ///< of these, so many were parked for a subscription that was released
  sequence_number first = 0; ///< the first that is kept now
  std::optional<held_back> held;
};

using trim_told = std::function<void(const trimmed&)>;

} // namespace troupe::journal
