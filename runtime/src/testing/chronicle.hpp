// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace troupe::testing {

/// Something that became of an event at one service, but that it was handled at once.
struct incident {
  enum class kinds {
    failed,       ///< an attempt did; it waits for the next
    waits_behind, ///< an earlier one of its key
    came_through, ///< it was handled after it had waited
    dead_letter,
  };
  kinds kind = kinds::failed;
  journal::sequence_number sequence = 0; ///< of the event; 0 where it was none
  std::string service;
  time_point at;
  std::size_t attempt = 0; ///< its number, or how many there were
  std::string text{};      ///< the error
  std::optional<time_point> due{};
  std::size_t after = 0; ///< so many events, where it is of none
};

/// What else there is to say.
struct remark {
  time_point at;
  std::size_t after = 0; ///< so many events
  std::string text;
};

/// What happened in a deployment, in the order in which it became durable.
struct chronicle {
  std::vector<journal::event_record> events; ///< without a sequence where they skip the journal
  std::vector<incident> incidents;
  std::vector<journal::dead_letter_record> letters;
  std::vector<remark> remarks;
};

} // namespace troupe::testing
