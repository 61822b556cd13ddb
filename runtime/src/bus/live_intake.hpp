// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <cstddef>
#include <mutex>
#include <vector>

namespace troupe::bus {

/// Durable batches on their way to a subscription, which may be slower than the journal: bounded,
/// so that its mailbox is. Beyond the bound they are let go, for the journal has them. Each is
/// taken in once, though it comes for each group that the subscription joined.
///
/// `put` is called in order of sequence, `take` from any thread.
class live_intake {
public:
  /// About so many bytes of events wait; one batch may be larger.
  explicit live_intake(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Whether the subscription must be told, for nothing waited before.
  bool put(journal::batch_ptr);

  struct taken {
    std::vector<journal::batch_ptr> batches;
    /// The last event of those that were let go, which are all behind the batches; 0 for none.
    journal::sequence_number missed = 0;
  };
  taken take();

private:
  std::size_t bytes_max_;
  std::mutex mutex_;
  taken waiting_;
  std::size_t bytes_ = 0;
  journal::sequence_number last_ = 0;
};

} // namespace troupe::bus
