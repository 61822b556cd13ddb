// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/sql.hpp"

namespace lifecycle {

/// A file of SQLite; ":memory:" is one that nobody keeps. What is committed survives a power cut.
troupe::result<std::unique_ptr<sql_connection>> open_sqlite(const std::string& file);

} // namespace lifecycle
