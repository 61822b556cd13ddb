// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

namespace troupe::journal {

/// Events that somebody holds back.
struct events_weight {
  std::uint64_t events = 0; ///< at most
  std::uint64_t bytes = 0;  ///< about: what the first of them take, times their number
};

/// Of those that the journal keeps above a position, up to its head.
result<events_weight> weigh_events(reader&, sequence_number after);

} // namespace troupe::journal
