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
/// A library stays loaded until the process ends: its code is in use in actors, and in what they
/// left behind. All functions may be called from any thread.
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

/// Loads a file and asks it for its services, which get their full names, "module.service".
result<std::vector<service_offer>> load(const std::filesystem::path& file);

} // namespace troupe::modules
