// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/exit_codes.hpp"
#include "cli/module_sources.hpp"
#include "cli/new.hpp"
#include "cli/output.hpp"
#include "cli/typed_text.hpp"
#include "cli/whole_file.hpp"
#include "scaffold/additions.hpp"
#include "scaffold/names.hpp"
#include "troupe/topic.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto mark = "troupe new service: above this line";
constexpr auto unfed_mark = "troupe new service: what comes from outside above this line";

struct service_options {
  std::string name;
  std::string handles;
  std::string in = ".";
};

/// Says what was put into a file, or has to be.
void tell_line(const fs::path& file, bool done, const std::string& line) {
  print((done ? "added to " : "add to ") + file.lexically_normal().string() + ": " + line + '\n');
}

/// Puts a line into a file at its mark; where that cannot be, says what to put there.
void add_line(const fs::path& file, const char* above, const std::string& line) {
  const auto text = read_text(file.string());
  const auto longer = text ? scaffold::with_line_above(*text, above, line) : std::nullopt;
  tell_line(file, longer && write_whole(file, *longer), line);
}

/// Likewise, both or none.
void offer_service(const fs::path& file, const std::string& line, const std::string& header) {
  const auto text = read_text(file.string());
  auto longer = text ? scaffold::with_line_above(*text, mark, line) : std::nullopt;
  if (longer)
    longer = scaffold::with_include(*longer, header);
  const bool done = longer && write_whole(file, *longer);
  tell_line(file, done, "#include \"" + header + '"');
  tell_line(file, done, line);
}

/// What it handles comes from outside, unless a service of the module publishes it; then it is not
/// for others alone any more. The deployment says so where it does not.
void tell_of_event(const fs::path& deployment, const std::string& topic, bool is_published) {
  const auto text = read_text(deployment.string());
  const bool is_listed = text && scaffold::lists(*text, topic);
  if (!is_published && !is_listed)
    return add_line(deployment, unfed_mark, "- " + topic + " # until a service publishes it");
  if (!is_published || !is_listed)
    return;
  const auto shorter = scaffold::without_item(*text, "unhandled", topic);
  const bool done = shorter && write_whole(deployment, *shorter);
  print((done ? "taken out of " : "take out of ") + deployment.lexically_normal().string() +
        ": what 'unhandled' says of " + topic + '\n');
}

void add_to_module(const fs::path& folder, const std::string& module, const known_event& event,
                   const service_options& what) {
  const auto file = folder / "src/module.cpp";
  const auto offers = read_text(file.string());
  const auto& name = what.name;
  offer_service(file, "offers.service(\"" + name + "\", " + name + ", troupe::publishes<>);",
                name + ".hpp");
  const auto deployment = folder / (module + ".yaml");
  add_line(deployment, mark, "- {id: " + name + ", service: " + module + '.' + name + '}');
  tell_of_event(deployment, what.handles, offers && scaffold::publishes(*offers, event.name));
}

/// What the service would be called must not be something else.
result<void> check_service_is_new(const fs::path& sources, const std::string& module,
                                  const std::string& name) {
  if (name == module)
    return error{ec::invalid, "'" + name +
                                  "' is the module's namespace and cannot be a service's "
                                  "name"};
  for (const auto& each : {name, name + "_state"})
    if (const auto header = find_name(sources, each))
      return error{ec::exists,
                   "it has a '" + each + "' already, which the service '" + name +
                       "' would have, too; say another name",
                   (sources / *header).lexically_normal().string()};
  return {};
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
  if (const auto is_new = check_service_is_new(folder / "src", *module, options.name); !is_new)
    return refused(is_new.failure());
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
  words.emplace_back("event_header", event->header.string());
  if (const auto made = make_files(folder, scaffold::files_of("service", words)); !made)
    return refused(made.failure());
  add_to_module(folder, *module, *event, options);
  print("next:\n  cmake --build --preset dev\n  ctest --preset dev\n");
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
Where there is none, the command says what to add. What it handles is listed as from outside in the
deployment, below 'check', unless a service of the module publishes it; then it is not listed there as
for others any more.

Example:
  troupe new service reviewer --handles bookings.reviewed)");
  command->callback([options, &chosen] { chosen = [options] { return new_service(*options); }; });
}

} // namespace troupe::cli
