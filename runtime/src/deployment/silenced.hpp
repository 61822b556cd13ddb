// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/topic.hpp"

#include <vector>

namespace troupe::deploy {

/// Of which events `troupe check` does not warn, by the name of the warning: they are as they are
/// meant. What runs asks for `conflicts` only.
struct silenced_warnings {
  std::vector<pattern> unhandled; ///< published, and nobody handles them
  std::vector<pattern> unfed;     ///< handled, and nobody publishes them
  std::vector<pattern> unmatched; ///< named, and no module knows such an event
  std::vector<pattern> cycles;    ///< come of themselves again
  std::vector<pattern> conflicts; ///< two services mean different things by them
  std::vector<pattern> unsaid;    ///< children that do not say what they publish
};

} // namespace troupe::deploy
