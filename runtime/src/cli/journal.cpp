// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/journal.hpp"

#include <CLI/CLI.hpp>

namespace troupe::cli {

void add_journal(CLI::App& app, action& chosen) {
  auto* command = app.add_subcommand("journal", "Look at the journal's file, and care for it");
  command->require_subcommand(1);
  command->footer("Examples:\n  troupe journal info config/order-processing.yaml\n"
                  "  troupe journal backup config/order-processing.yaml /backups/orders.db");
  add_journal_info(*command, chosen);
  add_journal_verify(*command, chosen);
  add_journal_export(*command, chosen);
  add_journal_backup(*command, chosen);
  add_journal_restore(*command, chosen);
  add_journal_compact(*command, chosen);
}

} // namespace troupe::cli
