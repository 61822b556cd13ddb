// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/new.hpp"

#include "cli/output.hpp"
#include "cli/typed_text.hpp"
#include "scaffold/additions.hpp"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;

/// As the user says it: what is made in "." is shown without it.
std::string shown(const fs::path& file) {
  return file.lexically_normal().string();
}

/// Fails where the file is there, also if it came a moment ago.
result<void> make_file(const fs::path& file, const std::string& text) {
  std::error_code failed;
  if (file.has_parent_path())
    fs::create_directories(file.parent_path(), failed);
  if (failed)
    return error{ec::io, "the folder cannot be made: " + failed.message(),
                 shown(file.parent_path())};
  auto* out = std::fopen(file.c_str(), "wbxe");
  if (out == nullptr)
    return errno == EEXIST
               ? error{ec::exists, "it is there already, and nothing was made", shown(file)}
               : error{ec::io, std::string{"it cannot be made: "} + std::strerror(errno),
                       shown(file)};
  const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
  if (std::fclose(out) == 0 && written)
    return {};
  const auto why = std::string{std::strerror(errno)};
  fs::remove(file, failed);
  return error{ec::io, "it cannot be written: " + why, shown(file)};
}

/// All of them that are there.
std::string there_already(const fs::path& folder, const std::vector<scaffold::made_file>& files) {
  std::string names;
  for (const auto& each : files)
    if (std::error_code none; fs::exists(fs::symlink_status(folder / each.path, none)))
      names += (names.empty() ? "" : ", ") + shown(folder / each.path);
  return names;
}

} // namespace

void add_in(CLI::App& to, std::string& into) {
  to.add_option("--in", into, "The module's folder (default: this one)")->type_name("FOLDER");
}

result<void> make_files(const fs::path& folder, const std::vector<scaffold::made_file>& files) {
  if (const auto names = there_already(folder, files); !names.empty())
    return error{ec::exists, "there already, and nothing was made; say another name or folder",
                 names};
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto made = make_file(folder / files[i].path, files[i].text);
    if (made)
      continue;
    std::error_code ignored;
    for (std::size_t before = 0; before < i; ++before)
      fs::remove(folder / files[before].path, ignored);
    return made;
  }
  for (const auto& each : files)
    print("made " + shown(folder / each.path) + '\n');
  return {};
}

result<std::string> module_in(const fs::path& folder) {
  const auto file = folder / "CMakeLists.txt";
  const auto lists = read_text(file.string());
  if (!lists)
    return error{ec::not_found,
                 "this is not the folder of a module: it has no CMakeLists.txt that can be read; "
                 "say another by --in, or make one by troupe new module NAME",
                 folder.string()};
  auto name = scaffold::module_of(*lists);
  if (!name)
    return error{ec::invalid, "it does not build one module by troupe_add_module(NAME ...)",
                 shown(file)};
  return *std::move(name);
}

scaffold::words words_of_module(const std::string& module) {
  return {{"module_name", module}};
}

void add_new(CLI::App& app, action& chosen) {
  auto* command = app.add_subcommand("new", "Make a module, or an event, a service or a "
                                            "deployment of one");
  command->require_subcommand(1);
  command->footer(
      R"(What is made compiles, has tests that pass, and can be run; it needs what is installed and no more.
A file that is there is never written over: the command says which it is, and makes none.

Examples:
  troupe new module bookings
  cd bookings
  troupe new event bookings.reviewed
  troupe new service reviewer --handles bookings.reviewed
  troupe new deployment night --module bookings)");
  add_new_module(*command, chosen);
  add_new_event(*command, chosen);
  add_new_service(*command, chosen);
  add_new_deployment(*command, chosen);
}

} // namespace troupe::cli
