// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>

namespace troupe::cli {

/// Who gives this command, for an audit trail: the user's name, as "anna"; "root by sudo of anna";
/// "uid 1000" where the user has no name.
std::string operator_name();

} // namespace troupe::cli
