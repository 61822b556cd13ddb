// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::modules {

/// What the bytes of a shared library say of it, so that it is known before any of its code runs.
struct elf_image {
  bool has_entry = false;           ///< `troupe_module_entry`
  std::optional<std::string> stamp; ///< the text at `troupe_module_stamp`
  /// What of it the system gives all libraries of a process once, from whichever was loaded first
  /// (STB_GNU_UNIQUE); names as the compiler mangles them, here and below.
  std::vector<std::string> unique;
  /// What else it shows to others and is not there for the loader. Templates of other libraries'
  /// headers are none of it: those are weak.
  std::vector<std::string> shown;
  std::vector<std::string> needed;  ///< the libraries that it links, by their names
  std::vector<std::string> folders; ///< where it has them looked for, `$ORIGIN` not replaced
};

/// Pure. The error says in what way the bytes are no shared library for this machine.
result<elf_image> read_image(std::string_view bytes);

} // namespace troupe::modules
