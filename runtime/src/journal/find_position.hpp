// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"
#include "vocabulary/starting_point.hpp"

#include <optional>

namespace troupe::journal {

/// The position of a subscription whose next event is the one that is meant. A time is looked for
/// from the journal's beginning on, and means the first event that is not older: none that is
/// younger comes before it.
///
/// Errors (`ec::invalid`): a sequence beyond the journal's end or before what is kept, a time that
/// is still to come.
result<sequence_number> find_position(reader&, const starting_point&, time_point now);

/// What is said of a position whose next event the retention has taken: the first that is kept is
/// `first`.
error retention_took(sequence_number wanted, sequence_number first);

/// Whether a subscription that stood there would pass over events without a word. At 0 it stands
/// before all that is kept, whatever that is.
constexpr bool is_before_what_is_kept(sequence_number position, sequence_number first) {
  return position > 0 && position + 1 < first;
}

/// Why no new subscription can stand there: beyond the journal's end, or before what is kept.
std::optional<error> objection_to_start(sequence_number start, sequence_number head,
                                        sequence_number first);

/// The last sequence that the journal gave out, as a reader sees it.
result<sequence_number> find_head(reader&);

} // namespace troupe::journal
