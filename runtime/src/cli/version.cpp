// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/output.hpp"
#include "module/stamp.hpp"

#include <CLI/CLI.hpp>

#include <sqlite3.h>

namespace troupe::cli {

std::string version_text() {
  return modules::own_stamp() + "; sqlite " + sqlite3_libversion();
}

void add_version(CLI::App& app, action& chosen) {
  auto* command =
      app.add_subcommand("version", "Print the version, and what modules must be built with");
  command->footer("Example:\n  troupe version");
  command->callback([&chosen] {
    chosen = [] { return print(version_text() + "\n") ? exit_done : exit_internal; };
  });
}

} // namespace troupe::cli
