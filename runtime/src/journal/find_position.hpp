// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"
#include "vocabulary/starting_point.hpp"

namespace troupe::journal {

/// The position of a subscription whose next event is the one that is meant. A time is looked for
/// from the journal's beginning on, and means the first event that is not older: none that is
/// younger comes before it.
///
/// Errors (`ec::invalid`): a sequence beyond the journal's end, a time that is still to come.
result<sequence_number> find_position(reader&, const starting_point&, time_point now);

/// The last sequence that the journal gave out, as a reader sees it.
result<sequence_number> find_head(reader&);

} // namespace troupe::journal
