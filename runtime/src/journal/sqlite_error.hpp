// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <string>

struct sqlite3;

namespace troupe::journal {

/// The sentence for SQLite's extended result code, with what to do; `where` is the file. The
/// connection may be null.
error describe_failure(sqlite3* handle, int code, const std::string& file);

} // namespace troupe::journal
