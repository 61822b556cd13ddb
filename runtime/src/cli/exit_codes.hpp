// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"
#include "vocabulary/exit_codes.hpp"

namespace troupe::cli {

/// The command did its work, and what it looked for is there: damage, a definition that breaks
/// another, a scenario that failed.
inline constexpr int exit_findings = 1;

/// The exit code of a command that this error ended.
int exit_code_of(const error&);

/// The same, after the error was told on standard error.
int failed(const error&);

/// Likewise of a change that somebody asked for: where another name, verb, place or flag can be
/// had, that is wrong usage.
int refused(const error&);

} // namespace troupe::cli
