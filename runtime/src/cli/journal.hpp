// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/commands.hpp"

/// The commands below `troupe journal`, one or two to a file.
namespace troupe::cli {

void add_journal_info(CLI::App&, action& chosen);
void add_journal_verify(CLI::App&, action& chosen);
void add_journal_export(CLI::App&, action& chosen);
void add_journal_backup(CLI::App&, action& chosen);
void add_journal_restore(CLI::App&, action& chosen);
void add_journal_compact(CLI::App&, action& chosen);

} // namespace troupe::cli
