// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/exit_codes.hpp"
#include "cli/module_sources.hpp"
#include "cli/new.hpp"
#include "cli/output.hpp"
#include "scaffold/names.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace troupe::cli {
namespace {

struct event_options {
  std::string topic;
  std::string in = ".";
};

/// What the module has already must stay what it is.
result<void> check_event_is_new(const std::filesystem::path& sources, const std::string& topic,
                                const std::string& name) {
  const auto shown = [&](const std::filesystem::path& header) {
    return (sources / header).lexically_normal().string();
  };
  if (const auto known = find_event(sources, topic))
    return error{ec::exists, known->name + " is the event of " + topic + " already",
                 shown(known->header)};
  if (const auto header = find_name(sources, name))
    return error{ec::exists,
                 "it has a '" + name + "' already, and the struct of topic " + topic +
                     " would be called so; say another topic",
                 shown(*header)};
  return {};
}

int new_event(const event_options& options) {
  const auto module = module_in(options.in);
  if (!module)
    return refused(module.failure());
  const auto name = scaffold::struct_of_topic(options.topic, *module);
  if (!name)
    return refused(name.failure());
  const auto sources = std::filesystem::path{options.in} / "src";
  if (const auto is_new = check_event_is_new(sources, options.topic, *name); !is_new)
    return refused(is_new.failure());
  auto words = words_of_module(*module);
  words.emplace_back("event_struct", *name);
  words.emplace_back("event_topic", options.topic);
  if (const auto made = make_files(options.in, scaffold::files_of("event", words)); !made)
    return refused(made.failure());
  print("who publishes or handles it includes \"events/" + *name + ".hpp\"\n");
  return exit_done;
}

} // namespace

void add_new_event(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<event_options>();
  auto* command = to.add_subcommand("event", "Make an event of a module, in a header of its own");
  command->add_option("TOPIC", options->topic, "Its topic, as bookings.reviewed")->required();
  add_in(*command, options->in);
  command->footer(
      R"(The struct is called as the topic, without the module's own name: bookings.reviewed is `reviewed` in
the module bookings, and `bookings_reviewed` in any other. No other file needs to know of it.

Example:
  troupe new event bookings.reviewed)");
  command->callback([options, &chosen] { chosen = [options] { return new_event(*options); }; });
}

} // namespace troupe::cli
