// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/exit_codes.hpp"
#include "cli/new.hpp"
#include "cli/output.hpp"
#include "deployment/keys.hpp"
#include "deployment/module_offers.hpp"
#include "module/library.hpp"
#include "scaffold/children.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace troupe::cli {
namespace {

struct deployment_options {
  std::string name;
  std::vector<std::string> modules;
  std::string in = ".";
};

bool is_name(const std::string& text) {
  return text.find('/') == std::string::npos && modules::name_of(text).has_value();
}

std::string list_of(const std::vector<std::string>& modules) {
  std::string list;
  for (const auto& each : modules)
    list += (list.empty() ? "" : ", ") + each;
  return list;
}

/// The services of the modules, after those were loaded; they stay so while the program runs.
result<std::vector<scaffold::offered_service>> services_of(const std::vector<std::string>& names) {
  std::vector<scaffold::offered_service> found;
  deploy::module_offers offers{modules::default_places()};
  for (const auto& each : names)
    if (auto loaded = offers.load(each); !loaded)
      return error{ec::not_found, loaded.failure().what, "--module"};
  for (const auto& service : offers.services()) {
    const auto dot = service.find('.');
    found.push_back(
        {service.substr(0, dot), service.substr(dot + 1), offers.find(service)->default_options});
  }
  return found;
}

int new_deployment(const deployment_options& options) {
  if (!is_name(options.name))
    return refused({ec::invalid, "'" + options.name +
                                     "' cannot be a deployment's name; use letters, digits, '_' "
                                     "and '-', at most 64 of them"});
  const auto services = services_of(options.modules);
  if (!services)
    return refused(services.failure());
  if (services->empty())
    return refused({ec::invalid, "they offer no services", list_of(options.modules)});
  const auto taken = deploy::keys::root.names();
  const scaffold::words words{{"deployment_name", options.name},
                              {"module_names", list_of(options.modules)},
                              {"service_children\n", scaffold::children_of(*services, taken)}};
  if (const auto made = make_files(options.in, scaffold::files_of("deployment", words)); !made)
    return refused(made.failure());
  const auto file = (std::filesystem::path{options.in} / (options.name + ".yaml"));
  print("next:\n  troupe check " + file.lexically_normal().string() + '\n');
  return exit_done;
}

} // namespace

void add_new_deployment(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<deployment_options>();
  auto* command = to.add_subcommand("deployment", "Make a deployment of all services of modules");
  command->add_option("NAME", options->name, "The deployment's name, and of its file")->required();
  command
      ->add_option("--module", options->modules,
                   "A module, as a deployment lists it; may be given more than once")
      ->required()
      ->type_name("MODULE")
      ->allow_extra_args(false);
  command->add_option("--in", options->in, "The folder of the file (default: this one)")
      ->type_name("FOLDER");
  command->footer(
      R"(Each service of the modules is a child, and its options stand there as comments with their defaults;
take away what is not to run. The modules are looked for as 'troupe run' does, also in the folders of
TROUPE_MODULE_PATH.

Example:
  troupe new deployment night --module bookings)");
  command->callback(
      [options, &chosen] { chosen = [options] { return new_deployment(*options); }; });
}

} // namespace troupe::cli
