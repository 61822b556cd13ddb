// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

namespace troupe {

/// Which events of a transient topic are dropped when a subscriber does not keep up.
enum class overflow {
  drop_newest,
  drop_oldest,
  keep_latest_per_key, ///< a later event takes the place of the one of its key that waits
  block, ///< sources are not asked for more; of what others publish the newest are dropped
};

} // namespace troupe
