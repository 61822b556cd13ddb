// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_connection.hpp"

#include <functional>
#include <string>

namespace troupe::journal {

/// The format that this version writes and reads.
inline constexpr std::int64_t format_version = 5;

/// The format of the file, 0 where it holds nothing yet. Refuses a file that is not a journal or
/// was written by a newer version.
result<std::int64_t> check_format(connection&);

/// Sets what belongs to the writing connection, makes the tables in a file that is empty, and
/// brings one of an older format to this one.
/// `tell`, where there is one, is told of what takes long.
result<void> prepare_for_writing(connection&, std::int64_t format, bool sync_full,
                                 const std::function<void(const std::string&)>& tell = {});

/// Writes this version's format into the file, in the open transaction.
void set_format(connection&);

} // namespace troupe::journal
