// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace troupe::modules {

/// What a shared library is loaded from in the place of its file, which may be written over while
/// its code runs, and which the system's loader would not load a second time.
///
/// Its path is one that nothing else loaded by this process has. A copy in memory is there as long
/// as the process, so that a debugger that looks at the process finds it; one in a folder goes with
/// this, and the library that was loaded from it stays.
class private_copy {
public:
  /// In memory (memfd_create); where the system does not let that be executed, in a folder.
  static result<private_copy> of(std::string_view bytes, const std::string& name);
  static result<private_copy> in_memory(std::string_view bytes, const std::string& name);
  /// In a new folder of this process's alone, below `folder`.
  static result<private_copy> in_folder(std::string_view bytes, const std::string& name,
                                        const std::filesystem::path& folder);

  private_copy(private_copy&&) noexcept;
  private_copy& operator=(private_copy&&) = delete;
  ~private_copy();

  const std::filesystem::path& path() const { return path_; }

private:
  private_copy(std::filesystem::path path, std::filesystem::path folder);

  std::filesystem::path path_;
  std::filesystem::path folder_; ///< goes with this; empty where there is none
};

} // namespace troupe::modules
