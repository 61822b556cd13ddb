// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"
#include "troupe/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace troupe {

/// Where in a journal a subscription starts, or is to go on from: its first event, as people say
/// it.
struct starting_point {
  enum class kinds {
    unsaid,
    beginning, ///< the first event that there is
    now,       ///< the first one to come
    sequence,  ///< the event of this number
    time,      ///< the first event that is not older
  };

  kinds kind = kinds::unsaid;
  std::uint64_t sequence = 0; ///< for `sequence`
  time_point time{};          ///< for `time`

  starting_point() = default;
  // Implicit, so that one that needs no more is written as its kind.
  starting_point(kinds what) : kind(what) {}

  friend bool operator==(const starting_point&, const starting_point&) = default;
};

/// Reads `beginning`, `now`, an event's sequence or a time with its offset.
result<starting_point> parse_starting_point(std::string_view text);

/// The text that is read as this point; "" where nothing was said.
std::string to_string(const starting_point&);

} // namespace troupe
