// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/whole_file.hpp"

#include <fstream>
#include <system_error>

namespace troupe::cli {

bool write_whole(const std::filesystem::path& file, const std::string& text) {
  const auto draft = std::filesystem::path{file}.concat(".new");
  std::error_code failed;
  std::filesystem::create_directories(file.parent_path(), failed);
  std::ofstream out{draft, std::ios::binary};
  out << text;
  out.close();
  if (!out)
    return false;
  std::filesystem::rename(draft, file, failed);
  return !failed;
}

} // namespace troupe::cli
