// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/definition.hpp"

#include <vector>

namespace troupe::testing {

/// The definitions of what the runtime itself publishes.
std::vector<event_definition> runtime_events();

} // namespace troupe::testing
