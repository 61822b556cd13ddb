// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <filesystem>
#include <string_view>

namespace troupe {

/// The file that a name leads to through all symbolic links, also where there is none yet. A name
/// whose links go round is what it was.
std::filesystem::path real_file(const std::filesystem::path& name);

/// The name of a file that stands beside another and belongs to it: one, whatever link led there.
std::filesystem::path beside(const std::filesystem::path& file, std::string_view suffix);

} // namespace troupe
