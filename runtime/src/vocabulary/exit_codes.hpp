// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

/// What the program's exit code says to whoever started it; the numbers are those of sysexits.h.
namespace troupe {

inline constexpr int exit_done = 0;
/// The arguments are wrong.
inline constexpr int exit_usage = 64;
/// A bug, or a supervisor tree that gave up.
inline constexpr int exit_internal = 70;
/// The same command may succeed later: another process owns the journal, the disk is full.
inline constexpr int exit_try_again = 75;
/// The same command cannot succeed before a person changes a file: the deployment, or a journal
/// that is damaged or no journal.
inline constexpr int exit_configuration = 78;

} // namespace troupe
