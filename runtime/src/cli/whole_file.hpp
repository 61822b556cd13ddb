// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <filesystem>
#include <string>

namespace troupe::cli {

/// Puts the text in the file's place, whole, or leaves it as it was: it is written under another
/// name first. Makes the folders above it. False where it cannot be written.
bool write_whole(const std::filesystem::path& file, const std::string& text);

} // namespace troupe::cli
