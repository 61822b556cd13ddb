// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_connection.hpp"

namespace troupe::journal {

/// The format that this version writes and reads.
inline constexpr std::int64_t format_version = 1;

/// Refuses a file that is not a journal or was written by a newer version. True where the file
/// holds nothing yet.
result<bool> check_format(connection&);

/// Sets what belongs to the writing connection, and makes the tables in a file that is empty.
result<void> prepare_for_writing(connection&, bool is_new, bool sync_full);

} // namespace troupe::journal
