// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/console.hpp"
#include "service/surroundings.hpp"

namespace troupe::cli {

/// The log: lines of time (UTC), level, who and text on standard error, none below `least`. The
/// console must outlive what is returned, which may be called from any thread.
log_function log_to(console& out, log_level least);

} // namespace troupe::cli
