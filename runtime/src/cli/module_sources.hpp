// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>

/// What the sources of a module have already, found by their text.
namespace troupe::cli {

/// An event of the module, as its sources have it.
struct known_event {
  std::string name;             ///< of its struct
  std::filesystem::path header; ///< below the sources
};

std::optional<known_event> find_event(const std::filesystem::path& sources,
                                      const std::string& topic);

/// The header that defines a type or declares a service of this name, below the sources.
std::optional<std::filesystem::path> find_name(const std::filesystem::path& sources,
                                               const std::string& name);

} // namespace troupe::cli
