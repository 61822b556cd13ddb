// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"
#include "service/surroundings.hpp"

namespace troupe::assembly {

/// Fills a record with an event that no other caused. Its `topic` is set already.
inline void fill_first_event(journal::event_record& e, outgoing&& fact, const uuid& id,
                             time_point now, const std::string& source,
                             const times_to_live& lives) {
  e.id = id;
  e.time = now;
  e.source = source;
  e.version = fact.version;
  e.expires = expiry_of(fact, now, lives);
  e.key = std::move(fact.key);
  e.correlation = id;
  e.way = start_trace(id);
  e.payload = std::move(fact.payload);
}

} // namespace troupe::assembly
