// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/log.hpp"
#include "cli/question.hpp"
#include "guard/guarded.hpp"

namespace troupe::cli {

/// What `troupe run` was told on its command line.
struct run_options {
  deployment_source source;
  bool until_idle = false;
  question ask;
  output_format format = output_format::text;
  log_level least = log_level::info;
  bool no_guard = false;
};

/// Runs a deployment in this process, until it is stopped or comes to its end; the exit code.
/// Called on the main thread, before any other is made. `below` is null where the process has no
/// guard.
int run_deployment(const run_options&, const guard::guarded* below);

} // namespace troupe::cli
