// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"

#include <cstddef>

/// How many threads a deployment has for its handlers.
namespace troupe::assembly {

/// The threads of the pool: `asked` for, or where that is 0 one for each core, at least two.
std::size_t pool_size(std::size_t asked);

/// The hands of a deployment's threads: of the pool's, of those of instances that have their own,
/// and of as many again that were left behind, with room to spare.
std::size_t hand_count(const deploy::deployment&, std::size_t pool);

} // namespace troupe::assembly
