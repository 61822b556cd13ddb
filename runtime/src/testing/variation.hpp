// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"

#include <cstdint>

namespace troupe::testing {

/// The same deployment with other bounds, as the seed says: how many deliveries an instance has in
/// hand, and how many commits are written together. Nothing that is promised depends on them; the
/// order across keys does. Pure.
deploy::deployment varied(deploy::deployment, std::uint64_t seed);

} // namespace troupe::testing
