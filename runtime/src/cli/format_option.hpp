// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/choice.hpp"
#include "cli/output.hpp"

#include <CLI/CLI.hpp>

namespace troupe::cli {

/// Adds `--format text|json`.
inline void add_format(CLI::App& to, output_format& into) {
  add_choice<output_format>(to, "--format", into, "How to print: text (the default) or json",
                            {{"text", output_format::text}, {"json", output_format::json}});
}

} // namespace troupe::cli
