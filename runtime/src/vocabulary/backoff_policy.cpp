// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/backoff_policy.hpp"

#include "troupe/duration.hpp"

namespace troupe {

std::string describe(const backoff_policy& x) {
  if (x.is_none())
    return "no backoff";
  return "backoff from " + format_duration(x.first) + " to " + format_duration(x.max);
}

} // namespace troupe
