// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/commands.hpp"
#include "scaffold/templates.hpp"
#include "troupe/error.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// `troupe new`: what stands in a new file is decided in scaffold/; here files are read and made.
namespace troupe::cli {

void add_new_module(CLI::App&, action& chosen);
void add_new_event(CLI::App&, action& chosen);
void add_new_service(CLI::App&, action& chosen);
void add_new_deployment(CLI::App&, action& chosen);

/// The folder of a command, "." where none is said: where the module stands.
void add_in(CLI::App&, std::string& into);

/// A file that is there is never written over: where one of these is, or one cannot be written,
/// none is made. Tells on standard output which were.
result<void> make_files(const std::filesystem::path& folder,
                        const std::vector<scaffold::made_file>&);

/// The name of the module whose folder this is.
result<std::string> module_in(const std::filesystem::path& folder);

/// What goes into the templates of every kind.
scaffold::words words_of_module(const std::string& module);

} // namespace troupe::cli
