// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"

#include <chrono>

namespace troupe::assembly {

/// How long to wait between two looks at what the threads have in hand: an eighth of the shortest
/// time that a handler of the deployment may take, at least 5 ms and at most a second.
std::chrono::nanoseconds watch_interval(const deploy::deployment&);

} // namespace troupe::assembly
