// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_connection.hpp"

namespace troupe::journal {

/// Makes durable what the log of a journal holds when it is opened, before anybody is shown it and
/// before any of it is copied into the file. A connection without a log is left as it is.
result<void> make_log_durable(connection&);

} // namespace troupe::journal
