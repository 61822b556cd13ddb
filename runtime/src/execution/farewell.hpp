// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/crew.hpp"

#include <caf/actor.hpp>

#include <chrono>
#include <vector>

namespace troupe::execution {

/// Asks actors to end and waits until all have, at most for `time`; says whether they did. Not to
/// be called on a thread that one of them runs on.
bool end_and_wait(const std::vector<caf::actor>& actors, crew& at_work,
                  std::chrono::nanoseconds time);

} // namespace troupe::execution
