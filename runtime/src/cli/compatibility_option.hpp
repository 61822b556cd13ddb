// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/choice.hpp"
#include "definitions/compatibility.hpp"

#include <CLI/CLI.hpp>

namespace troupe::cli {

/// Adds `--compatibility backward|forward|full|none`.
inline void add_compatibility(CLI::App& to, definitions::compatibility& into) {
  using definitions::compatibility;
  add_choice<compatibility>(to, "--compatibility", into,
                            "Who must read whom: backward (the default), forward, full or none",
                            {{"backward", compatibility::backward},
                             {"forward", compatibility::forward},
                             {"full", compatibility::full},
                             {"none", compatibility::none}});
}

} // namespace troupe::cli
