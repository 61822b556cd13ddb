// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_connection.hpp"

#include <string>

namespace troupe::journal {

/// The format that this version writes and reads.
inline constexpr std::int64_t format_version = 3;

/// The format of the file, 0 where it holds nothing yet. Refuses a file that is not a journal or
/// was written by a newer version.
result<std::int64_t> check_format(connection&);

/// Columns in a SELECT that a format added: as they are called, behind a comma, or as many NULLs in
/// a file of an older one, which may be read as it is.
std::string columns_since(std::int64_t added, std::int64_t format, const std::string& names);

/// "SELECT * FROM table " with all columns that this version knows, in their order, also where a
/// file of an older format has not those that format 3 added.
/// `computed` is one more column after these, NULL in such a file.
std::string select_all(const char* table, std::int64_t format, const std::string& added_in_3,
                       const std::string& computed = "");

/// Sets what belongs to the writing connection, makes the tables in a file that is empty, and
/// brings one of an older format to this one.
result<void> prepare_for_writing(connection&, std::int64_t format, bool sync_full);

} // namespace troupe::journal
