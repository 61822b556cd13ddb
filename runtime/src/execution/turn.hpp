// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <caf/execution_unit.hpp>
#include <caf/resumable.hpp>

#include <cstddef>

namespace troupe::execution {

/// Gives an actor its turn on the calling thread, of at most so many messages. What has more to do
/// is queued again on `where`; of all others the reference is let go that their queueing took over.
inline void give_turn(caf::resumable* job, caf::execution_unit& where, std::size_t messages) {
  switch (job->resume(&where, messages)) {
  case caf::resumable::resume_later:
    where.exec_later(job);
    break;
  case caf::resumable::done:
  case caf::resumable::awaiting_message:
  case caf::resumable::shutdown_execution_unit:
    caf::intrusive_ptr_release(job);
    break;
  }
}

} // namespace troupe::execution
