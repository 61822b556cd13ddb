// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/choice.hpp"
#include "troupe/service.hpp"

#include <CLI/CLI.hpp>

namespace troupe::cli {

/// Adds `--log-level`.
inline void add_log_level(CLI::App& to, log_level& into) {
  add_choice<log_level>(to, "--log-level", into,
                        "The least of what is logged (info is the default)",
                        {{"debug", log_level::debug},
                         {"info", log_level::info},
                         {"warning", log_level::warning},
                         {"error", log_level::error}});
}

} // namespace troupe::cli
