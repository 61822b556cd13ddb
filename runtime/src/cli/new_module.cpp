// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/exit_codes.hpp"
#include "cli/new.hpp"
#include "cli/output.hpp"
#include "module/stamp.hpp"
#include "scaffold/names.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace troupe::cli {
namespace {

struct module_options {
  std::string name;
  std::string in;
};

/// "0.1" of "0.1.0": what find_package() of the new module asks for.
std::string minor_version() {
  const std::string version{modules::own_version()};
  return version.substr(0, version.rfind('.'));
}

int new_module(const module_options& options) {
  if (const auto sound = scaffold::check_module_name(options.name); !sound)
    return refused(sound.failure());
  auto words = words_of_module(options.name);
  words.emplace_back("troupe_version", minor_version());
  const std::filesystem::path folder = options.in.empty() ? options.name : options.in;
  if (const auto made = make_files(folder, scaffold::files_of("module", words)); !made)
    return refused(made.failure());
  print("next:\n  cd " + folder.string() +
        "\n  cmake --preset dev\n  cmake --build --preset dev\n  ctest --preset dev\n");
  return exit_done;
}

} // namespace

void add_new_module(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<module_options>();
  auto* command = to.add_subcommand("module", "Make the folder of a module, with all it needs");
  command->add_option("NAME", options->name, "The module's name, also its namespace in C++")
      ->required();
  command->add_option("--in", options->in, "The folder that is made (default: NAME)")
      ->type_name("FOLDER");
  command->footer(
      R"(Events, a service with state and an option, a test of it, a deployment and scenarios; CMake's files
with presets, rules of formatting, and an example for a CI. Its README.md says what stands where.

Example:
  troupe new module bookings)");
  command->callback([options, &chosen] { chosen = [options] { return new_module(*options); }; });
}

} // namespace troupe::cli
