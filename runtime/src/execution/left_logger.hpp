// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <caf/logger.hpp>

namespace troupe::execution {

/// Lets go of CAF's logger at the end of a scope: whichever thread makes a system, or spawns an
/// actor, holds it from then on, and `~actor_system` waits for all who hold it but the thread that
/// it is called on. For work on a thread that is not ours and lives on.
class left_logger {
public:
  left_logger() = default;
  ~left_logger() { caf::logger::set_current_actor_system(nullptr); }
  left_logger(const left_logger&) = delete;
  left_logger& operator=(const left_logger&) = delete;
};

} // namespace troupe::execution
