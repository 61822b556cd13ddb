// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/exit_codes.hpp"
#include "cli/new.hpp"
#include "cli/output.hpp"
#include "cli/typed_text.hpp"
#include "cli/whole_file.hpp"
#include "scaffold/additions.hpp"
#include "scaffold/names.hpp"
#include "troupe/topic.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto mark = "troupe new service: above this line";

struct service_options {
  std::string name;
  std::string handles;
  std::string in = ".";
};

/// An event of the module, as its sources have it.
struct known_event {
  std::string name;
  std::string header; ///< as it is included
};

std::vector<fs::path> headers_below(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code failed;
  for (fs::recursive_directory_iterator each{folder, failed}, end; !failed && each != end;
       each.increment(failed))
    if (each->path().extension() == ".hpp")
      found.push_back(each->path());
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<known_event> find_event(const fs::path& sources, const std::string& topic) {
  for (const auto& header : headers_below(sources)) {
    const auto text = read_text(header.string());
    if (!text)
      continue;
    if (auto name = scaffold::struct_of_event(*text, topic))
      return known_event{*std::move(name), header.lexically_relative(sources).string()};
  }
  return std::nullopt;
}

/// Puts a line into a file at its mark, and an include into its place; where that cannot be, says
/// what to put there.
void add_line(const fs::path& file, const std::string& line, const std::string& header = {}) {
  const auto text = read_text(file.string());
  auto longer = text ? scaffold::with_line_above(*text, mark, line) : std::nullopt;
  if (longer && !header.empty())
    longer = scaffold::with_include(*longer, header);
  const bool done = longer && write_whole(file, *longer);
  const auto where = (done ? "added to " : "add to ") + file.lexically_normal().string() + ": ";
  if (!header.empty())
    print(where + "#include \"" + header + "\"\n");
  print(where + line + '\n');
}

void add_to_module(const fs::path& folder, const std::string& module, const std::string& name) {
  add_line(folder / "src/module.cpp",
           "offers.service(\"" + name + "\", " + name + ", troupe::publishes<>);", name + ".hpp");
  add_line(folder / (module + ".yaml"),
           "- {id: " + name + ", service: " + module + '.' + name + '}');
}

int new_service(const service_options& options) {
  const fs::path folder = options.in;
  const auto module = module_in(folder);
  if (!module)
    return refused(module.failure());
  if (const auto sound = scaffold::check_service_name(options.name); !sound)
    return refused(sound.failure());
  if (const auto sound = check_topic(options.handles); !sound)
    return refused({ec::invalid, sound.failure().what, "--handles"});
  const auto event = find_event(folder / "src", options.handles);
  if (!event)
    return refused({ec::not_found,
                    "no header in " + (folder / "src").lexically_normal().string() +
                        " defines an event of this topic; make one by troupe new event " +
                        options.handles,
                    options.handles});
  auto words = words_of_module(*module);
  words.emplace_back("service_name", options.name);
  words.emplace_back("event_struct", event->name);
  words.emplace_back("event_header", event->header);
  if (const auto made = make_files(folder, scaffold::files_of("service", words)); !made)
    return refused(made.failure());
  add_to_module(folder, *module, options.name);
  return exit_done;
}

} // namespace

void add_new_service(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<service_options>();
  auto* command = to.add_subcommand("service", "Make a service of a module, with a test");
  command->add_option("NAME", options->name, "The service's name")->required();
  command->add_option("--handles", options->handles, "The event that it handles, of this module")
      ->required()
      ->type_name("TOPIC");
  add_in(*command, options->in);
  command->footer(
      R"(It counts what it handled, until you write what it does. It is offered in src/module.cpp and runs in
the deployment of the module's name: a line is put above the one that says 'troupe new service' there.
Where there is none, the command says what to add.

Example:
  troupe new service reviewer --handles bookings.reviewed)");
  command->callback([options, &chosen] { chosen = [options] { return new_service(*options); }; });
}

} // namespace troupe::cli
