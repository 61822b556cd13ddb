// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace troupe::support {

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream from{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{from}, {}};
}

inline void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream{file, std::ios::binary} << bytes;
}

/// A folder for one test's files, gone when the test is.
class scratch_folder {
public:
  explicit scratch_folder(
      const std::filesystem::path& in = std::filesystem::temp_directory_path()) {
    std::string name = (in / "troupe-XXXXXX").string();
    if (!::mkdtemp(name.data()))
      throw std::runtime_error("no folder for the test could be made: " + name);
    path_ = name;
  }
  ~scratch_folder() {
    std::error_code ignored; // the system clears what a test cannot
    std::filesystem::remove_all(path_, ignored);
  }
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Most tests have one file, a journal.
  std::filesystem::path file(std::string_view name = "shop.db") const { return path_ / name; }

  /// Gives the file's path.
  std::string write(std::string_view name, std::string_view bytes) const {
    write_bytes(file(name), bytes);
    return file(name);
  }
  std::string read(std::string_view name) const { return bytes_of(file(name)); }

private:
  std::filesystem::path path_;
};

} // namespace troupe::support
