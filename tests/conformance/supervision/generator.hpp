// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "conformance/supervision/scenario.hpp"

#include <cstdint>
#include <functional>

namespace troupe::conformance {

/// A random tree and what is done to it; the same for the same seed.
///
/// What cannot be compared is left out: two timers at once, a supervisor that is killed, a child
/// that hangs with all the time in the world, a dynamic child whose restart is ignored.
scenario generate(std::uint64_t seed);

/// The smallest scenario that is found by leaving out of `failing`, and for which `differs` is
/// still true.
scenario shrink(scenario failing, const std::function<bool(const scenario&)>& differs);

/// Whether it can be played: nothing waits for a supervisor that is suspended.
bool is_playable(const scenario&);

} // namespace troupe::conformance
