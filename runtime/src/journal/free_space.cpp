// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/free_space.hpp"

namespace troupe::journal {

std::optional<std::uint64_t> free_space(const std::filesystem::path& journal) {
  const auto folder =
      journal.has_parent_path() ? journal.parent_path() : std::filesystem::path{"."};
  std::error_code failed;
  const auto space = std::filesystem::space(folder, failed);
  return failed ? std::nullopt : std::optional<std::uint64_t>{space.available};
}

} // namespace troupe::journal
