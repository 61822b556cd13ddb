// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"
#include "cli/exit_codes.hpp"
#include "cli/known_deployment.hpp"
#include "deployment/values.hpp"
#include "journal/engine.hpp"

#include <memory>
#include <optional>
#include <string>

namespace troupe::cli {

/// The journal of a deployment, or the exit code after the reason was written to standard error.
template <class Opened>
struct opening {
  std::unique_ptr<Opened> value;
  int exit_code = exit_done;
};

/// For writing; another owner is a reason to try again.
opening<journal::engine> own_journal(const deploy::deployment&);

/// For reading only, beside an owner or without one.
opening<journal::reader> read_journal(const deploy::deployment&);
/// Likewise, also where its file is not sound, which is said as a warning.
opening<journal::reader> read_journal(const known_deployment&);
/// Likewise, of a deployment that is read for nothing else.
opening<journal::reader> read_journal(const deployment_source&);

/// Says on standard error where the retention took events from a sequence on that was asked for.
void say_what_is_gone(journal::reader&, journal::sequence_number from);

/// The path of the journal, for a command that needs no more of the deployment; else the exit code
/// after what is wrong was written to standard error.
struct journal_place {
  std::optional<std::string> value;
  int exit_code = exit_done;
};
journal_place find_journal(const known_deployment&);

/// Says why a journal cannot be read, and gives the exit code: one that is not there yet will be
/// there later.
int failed_to_read(const error&);

} // namespace troupe::cli
