// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/commit.hpp"

namespace troupe::bus {

/// What a commit does to one parked row beside the instances.
struct row_change {
  enum class kind {
    park,    ///< it is parked
    release, ///< it was held, and is tried again
    resolve, ///< it was held, and is gone, so that its key goes on
  };
  kind what = kind::park;
  journal::parked_record row;
  journal::commit commit;
};

} // namespace troupe::bus
