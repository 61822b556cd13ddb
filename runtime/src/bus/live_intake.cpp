// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/live_intake.hpp"

#include <utility>

namespace troupe::bus {

bool live_intake::put(journal::batch_ptr batch) {
  const std::lock_guard guard{mutex_};
  const auto last = batch->events.back().sequence;
  if (last <= last_)
    return false;
  last_ = last;
  auto& [batches, missed] = waiting_;
  const bool was_empty = batches.empty() && missed == 0;
  // One that follows a gap would be taken for the next.
  if (missed != 0 || (!batches.empty() && bytes_ + batch->bytes > bytes_max_)) {
    missed = last;
    return was_empty;
  }
  bytes_ += batch->bytes;
  batches.push_back(std::move(batch));
  return was_empty;
}

live_intake::taken live_intake::take() {
  const std::lock_guard guard{mutex_};
  bytes_ = 0;
  return std::exchange(waiting_, {});
}

} // namespace troupe::bus
