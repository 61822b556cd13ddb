// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/schema.hpp"
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/output.hpp"

#include <CLI/CLI.hpp>

namespace troupe::cli {

void add_schema(CLI::App& app, action& chosen) {
  auto* command =
      app.add_subcommand("schema", "Print the JSON Schema of a deployment's file, for editors");
  command->footer(
      R"(An editor that knows the schema completes a deployment's keys and marks what is wrong while it is
written. What goes beyond a value by itself, 'troupe check' says.

Example:
  troupe schema > troupe.schema.json
and, as the first line of a deployment, for the YAML language server:
  # yaml-language-server: $schema=troupe.schema.json)");
  command->callback([&chosen] {
    chosen = [] {
      return print(pretty_json(boost::json::value(deploy::schema())) + "\n") ? exit_done
                                                                             : exit_internal;
    };
  });
}

} // namespace troupe::cli
