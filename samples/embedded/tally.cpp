// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "ballot.hpp"

namespace ballot {

troupe::behavior tally(troupe::service<votes>* self) {
  return {
      [self](const vote_cast& vote) {
        ++self->state().count;
        self->publish(vote_counted{vote.choice, self->state().count});
      },
      [](const get_votes&, const troupe::service<votes>& committed) { return committed.state(); },
  };
}

} // namespace ballot
