// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "definitions/record.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <string>

namespace troupe::cli {

/// A definition breaks a recorded one.
inline constexpr int exit_broken = 1;

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

/// A line for each break, and what to do, on standard error.
inline void tell_breaks(const std::vector<definitions::broken_record>& all) {
  for (const auto& each : all)
    for (const auto& one : each.how)
      std::cerr << each.file.string() << ": " << each.name << (one.path.empty() ? "" : ": ")
                << one.path << ": " << one.what << "; " << one.remedy << '\n';
}

} // namespace troupe::cli
