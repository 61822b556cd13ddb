// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace troupe::journal::trial {

/// A folder for one test's files, gone when the test is.
class scratch_folder {
public:
  explicit scratch_folder(
      const std::filesystem::path& in = std::filesystem::temp_directory_path()) {
    std::string name = (in / "troupe-journal-XXXXXX").string();
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
  std::filesystem::path file(const std::string& name = "shop.db") const { return path_ / name; }

private:
  std::filesystem::path path_;
};

} // namespace troupe::journal::trial
