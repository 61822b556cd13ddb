// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/listing.hpp"
#include "cli/exit_codes.hpp"
#include "cli/new.hpp"
#include "cli/output.hpp"
#include "definitions/event_flow.hpp"
#include "deployment/keys.hpp"
#include "deployment/module_offers.hpp"
#include "module/library.hpp"
#include "scaffold/children.hpp"
#include "troupe/json.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
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

/// The services of modules, which were loaded and stay so while the program runs.
struct offered {
  std::vector<scaffold::offered_service> services;
  std::vector<definitions::child_flow> flows;
};

/// What it handles is not known where its behavior cannot be listed; `troupe check` tells of that.
definitions::child_flow flow_of(const service_offer& offer, const std::string& child) {
  definitions::child_flow made{child, {}, offer.publishes, offer.declares_publishes};
  try {
    made.handles = assembly::listing{offer, *parse_json(offer.default_options)}.topics();
  } catch (const std::exception&) {
    made.says_what_it_publishes = false;
  }
  return made;
}

result<offered> offered_by(const std::vector<std::string>& names) {
  offered found;
  deploy::module_offers offers{modules::default_places()};
  for (const auto& each : names)
    if (auto loaded = offers.load(each); !loaded)
      return error{ec::not_found, loaded.failure().what, "--module"};
  for (const auto& service : offers.services()) {
    const auto dot = service.find('.');
    const auto& offer = *offers.find(service);
    found.services.push_back(
        {service.substr(0, dot), service.substr(dot + 1), offer.default_options});
    found.flows.push_back(flow_of(offer, service.substr(dot + 1)));
  }
  return found;
}

/// Of what is warned of: topics or children.
std::vector<std::string> names_of(const std::vector<definitions::child_flow>& flows,
                                  definitions::flow_as_meant all_but) {
  std::vector<std::string> names;
  for (auto& each : definitions::check_flow(flows, {}, all_but))
    names.push_back(std::move(each.name));
  return names;
}

/// What these services leave to others, so that it is seen, and not warned of.
scaffold::loose_ends loose_ends_of(const std::vector<definitions::child_flow>& flows) {
  const std::vector<pattern> all{*pattern::parse(">")};
  return {names_of(flows, {all, {}, all, all, all}), names_of(flows, {{}, all, all, all, all}),
          names_of(flows, {all, all, all, all, {}})};
}

void tell_loose(const std::string& nobody, const std::vector<std::string>& topics,
                const std::string& because) {
  if (!topics.empty())
    print("no service in it " + nobody + ' ' + list_of(topics) + "; below 'check' it says that " +
          because + ", so see that this is meant\n");
}

int new_deployment(const deployment_options& options) {
  if (!is_name(options.name))
    return refused({ec::invalid, "'" + options.name +
                                     "' cannot be a deployment's name; use letters, digits, '_' "
                                     "and '-', at most 64 of them"});
  const auto found = offered_by(options.modules);
  if (!found)
    return refused(found.failure());
  if (found->services.empty())
    return refused({ec::invalid, "they offer no services", list_of(options.modules)});
  const auto taken = deploy::keys::root.names();
  const auto loose = loose_ends_of(found->flows);
  const scaffold::words words{{"deployment_name", options.name},
                              {"module_names", list_of(options.modules)},
                              {"service_children\n", scaffold::children_of(found->services, taken)},
                              {"loose_ends\n", scaffold::check_of(loose)}};
  if (const auto made = make_files(options.in, scaffold::files_of("deployment", words)); !made)
    return refused(made.failure());
  const auto file = (std::filesystem::path{options.in} / (options.name + ".yaml"));
  tell_loose("publishes", loose.unfed, "they come from outside");
  tell_loose("handles", loose.unhandled, "they are for others");
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
