// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_run.hpp"

#include <string>
#include <vector>

namespace troupe::cli {

/// Guards a child process that runs the deployment; the exit code. `arguments` are this program's,
/// its name first. Called on the main thread, before any other is made.
int run_guard(const run_options&, const std::vector<std::string>& arguments);

} // namespace troupe::cli
