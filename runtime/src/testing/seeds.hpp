// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <optional>

namespace troupe::testing {

/// What the environment's variable of this name says; nothing where it is not set, or empty. Throws
/// `failed` where it is no whole number.
std::optional<std::uint64_t> number_of_environment(const char* name);

} // namespace troupe::testing
