// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <filesystem>

namespace troupe::bench {

/// A service that is new to a journal of so many prices reads them all, while others are published.
/// Throws where one is left out, or comes twice.
void catch_up(const std::filesystem::path& file, std::uint64_t events);

} // namespace troupe::bench
