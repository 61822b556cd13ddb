// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/catalog.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace troupe::cli {

void tell_breaks(const std::vector<definitions::broken_record>& all) {
  for (const auto& each : all)
    for (const auto& one : each.how)
      std::cerr << each.file.string() << ": " << each.name << (one.path.empty() ? "" : ": ")
                << one.path << ": " << one.what << "; " << one.remedy << '\n';
}

void add_catalog(CLI::App& app, action& chosen) {
  auto* command = app.add_subcommand("catalog", "What the events of a deployment are, and were");
  command->require_subcommand(1);
  command->footer("Examples:\n  troupe catalog show config/order-processing.yaml\n"
                  "  troupe catalog check config/order-processing.yaml --against definitions");
  add_catalog_show(*command, chosen);
  add_catalog_record(*command, chosen);
  add_catalog_check(*command, chosen);
}

} // namespace troupe::cli
