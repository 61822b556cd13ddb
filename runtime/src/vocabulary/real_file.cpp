// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/real_file.hpp"

#include <string>
#include <system_error>

namespace troupe {
namespace {

constexpr int links_at_most = 40; // As Linux follows them.

} // namespace

// Not std::filesystem::weakly_canonical: a link to a file that is still to be made is none to it.
std::filesystem::path real_file(const std::filesystem::path& name) {
  auto found = name;
  std::error_code failed;
  for (int n = 0; std::filesystem::is_symlink(found, failed); ++n) {
    const auto leads_to = std::filesystem::read_symlink(found, failed);
    if (failed || n == links_at_most)
      return name;
    found = found.parent_path() / leads_to;
  }
  return found;
}

std::filesystem::path beside(const std::filesystem::path& file, std::string_view suffix) {
  return real_file(file).string().append(suffix);
}

} // namespace troupe
