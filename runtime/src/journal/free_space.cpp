// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/free_space.hpp"

#include "vocabulary/real_file.hpp"

namespace troupe::journal {

std::optional<std::uint64_t> free_space(const std::filesystem::path& journal) {
  const auto file = real_file(journal);
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
  std::error_code failed;
  const auto space = std::filesystem::space(folder, failed);
  return failed ? std::nullopt : std::optional<std::uint64_t>{space.available};
}

} // namespace troupe::journal
