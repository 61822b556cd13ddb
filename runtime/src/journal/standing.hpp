// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>

namespace troupe::journal {

/// How things stand between two groups, for whoever must decide whether all work is done.
struct standing {
  bool waiting = false; ///< something was submitted after the last group
  sequence_number head = 0;
  std::map<std::string, sequence_number> last_of_topic;
  std::map<subscription_number, sequence_number> settled;
  std::size_t parked = 0; ///< of all subscriptions
  std::size_t held = 0;   ///< of these, those of keys that a dead letter holds
  std::map<subscription_number, std::size_t> parked_of; ///< but for those
  std::map<subscription_number, std::size_t> held_of;
  std::set<subscription_number> paused;
};

/// How things stand in the journal, but for the head; nothing waits.
result<standing> read_standing(reader&);

} // namespace troupe::journal
