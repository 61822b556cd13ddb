// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/retention.hpp"

/// Which of the oldest events go: pure, the same for every engine.
namespace troupe::journal {

/// The first event that somebody needs.
struct needed {
  sequence_number sequence = 0;
  std::string by;
};

struct oldest_event {
  sequence_number sequence = 0;
  time_point time;
};

/// A look at a journal's beginning.
struct trim_look {
  sequence_number head = 0;
  std::uint64_t events = 0;         ///< that the journal holds up to there
  std::uint64_t size = 0;           ///< what the journal holds, in bytes
  std::vector<oldest_event> oldest; ///< from the first on; some of them
  std::optional<needed> lowest;     ///< of all that is needed
  std::uint64_t event_bytes = 0;    ///< what one of the oldest takes, about
};

struct trim_decision {
  sequence_number upto = 0; ///< the last that goes; 0 for none
  /// Where none goes although a bound wants it: who needs the first.
  std::optional<held_back> held;
};

/// Only of the events in the look: where all of these go, the next look has more.
trim_decision decide_trim(const trim_request&, const trim_look&);

/// Keeps the lower one, the first of two that are equal.
void lower(std::optional<needed>& to, needed other);

} // namespace troupe::journal
