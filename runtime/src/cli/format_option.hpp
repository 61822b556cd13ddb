// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/output.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace troupe::cli {

/// Adds `--format text|json`.
inline void add_format(CLI::App& to, output_format& into) {
  static const std::map<std::string, output_format> names{{"text", output_format::text},
                                                          {"json", output_format::json}};
  to.add_option("--format", into, "How to print: text (the default) or json")
      ->type_name("text|json")
      ->transform(CLI::CheckedTransformer(names, CLI::ignore_case).description(""));
}

} // namespace troupe::cli
