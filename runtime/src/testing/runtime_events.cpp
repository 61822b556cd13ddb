// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/runtime_events.hpp"

#include "troupe/dead_letter_events.hpp"
#include "troupe/supervision_events.hpp"

namespace troupe::testing {

std::vector<event_definition> runtime_events() {
  using namespace reports;
  return {
      define<child_ended>(),          define<child_start_failed>(),
      define<child_stop_failed>(),    define<gave_up>(),
      define<child_restarted>(),      define<child_abandoned>(),
      define<dead_letter_added>(),    define<dead_letters_replayed>(),
      define<dead_letters_dropped>(), define<dead_letters_resolved>(),
      define<dead_letter_edited>(),   define<dead_letters_expired>(),
  };
}

} // namespace troupe::testing
