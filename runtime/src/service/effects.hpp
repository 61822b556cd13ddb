// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/commit.hpp"
#include "troupe/service.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace troupe {

/// What one handler's call wants to have happened; nothing of it has, until it is committed.
struct effects {
  std::vector<journal::event_record> events;
  std::vector<journal::brought_event> brought;  ///< which of `events` came under a name
  std::vector<journal::event_record> transient; ///< published after the commit, never on rollback
  std::vector<journal::timer_record> timers_set;
  std::vector<uuid> timers_cleared;
  std::vector<journal::dead_letter_record> dead_letters;

  /// The transaction's own copy of the key's state, where the handler looked at it.
  std::shared_ptr<void> state;
  bool forgotten = false;

  std::optional<std::chrono::nanoseconds> pause;
  std::optional<std::string> stop; ///< the reason
};

} // namespace troupe
