// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/service.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace troupe::cli {

/// Adds `--log-level`.
inline void add_log_level(CLI::App& to, log_level& into) {
  static const std::map<std::string, log_level> names{{"debug", log_level::debug},
                                                      {"info", log_level::info},
                                                      {"warning", log_level::warning},
                                                      {"error", log_level::error}};
  to.add_option("--log-level", into, "The least of what is logged (info is the default)")
      ->type_name("debug|info|warning|error")
      ->transform(CLI::CheckedTransformer(names, CLI::ignore_case).description(""));
}

} // namespace troupe::cli
