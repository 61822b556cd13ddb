// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace troupe::journal {

/// The bytes that the file system of a journal has left for this user; nothing where it does not
/// tell.
std::optional<std::uint64_t> free_space(const std::filesystem::path& journal);

} // namespace troupe::journal
