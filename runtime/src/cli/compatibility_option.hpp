// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "definitions/compatibility.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace troupe::cli {

/// Adds `--compatibility backward|forward|full|none`.
inline void add_compatibility(CLI::App& to, definitions::compatibility& into) {
  using definitions::compatibility;
  static const std::map<std::string, compatibility> names{{"backward", compatibility::backward},
                                                          {"forward", compatibility::forward},
                                                          {"full", compatibility::full},
                                                          {"none", compatibility::none}};
  to.add_option("--compatibility", into,
                "Who must read whom: backward (the default), forward, full or none")
      ->type_name("backward|forward|full|none")
      ->transform(CLI::CheckedTransformer(names, CLI::ignore_case).description(""));
}

} // namespace troupe::cli
