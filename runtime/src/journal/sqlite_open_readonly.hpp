// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_connection.hpp"

#include <filesystem>

namespace troupe::journal {

/// A connection that never writes and never makes a checkpoint, beside an owner or without one.
result<std::unique_ptr<connection>> connect_readonly(const std::string& file,
                                                     const std::string& vfs = {});

/// Likewise, to a file that is there, holds something and is a journal that we can read; else the
/// error says what it is.
result<std::unique_ptr<connection>> connect_to_journal(const std::filesystem::path& file,
                                                       const std::string& vfs = {});

} // namespace troupe::journal
