// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "troupe/error.hpp"
#include "troupe/module.hpp"

/// A module's shared library: where it is found, whether it fits this program, what it offers.
///
/// What is loaded is a copy of its own, so that the file may be replaced or written over, and
/// several versions of a module can be loaded: each has its own types, statics and decoded values.
/// It stays until the process ends: its code is in use in actors, and in what they left behind. All
/// functions may be called from any thread.
namespace troupe::modules {

/// The name of a module: of `commerce` the same, of `./lib/commerce.so` "commerce". Nothing where
/// the text gives no name of letters, digits, `_` and `-`.
std::optional<std::string> name_of(std::string_view text);

/// Where modules are looked for: `../lib/troupe` beside the program, then the folders of
/// `module_path`, which are separated by colons.
std::vector<std::filesystem::path> places(const std::filesystem::path& program,
                                          std::string_view module_path);

/// The places of this process, by `TROUPE_MODULE_PATH`.
std::vector<std::filesystem::path> default_places();

/// The file of a module. A text with a slash is a path and taken as it is.
result<std::filesystem::path> find(const std::string& module,
                                   const std::vector<std::filesystem::path>& places);

struct loaded_module {
  std::vector<service_offer> services; ///< by their full names, "module.service"
  std::string digest;                  ///< of the file's content: twelve hexadecimal digits
};

/// Loads a file and asks it for its services. A module of this name and content that this process
/// has loaded before is not loaded again.
result<loaded_module> load(const std::filesystem::path& file);

} // namespace troupe::modules
