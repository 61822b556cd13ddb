// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/deployment_source.hpp"

#include "deployment/read.hpp"
#include "module/library.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace troupe::cli {

void add_deployment_source(CLI::App& to, deployment_source& into) {
  to.add_option("FILE", into.file, "The deployment's YAML file")->required();
  to.add_option("--set", into.sets,
                "Put a value over the file's: a path in the deployment, or <child id>.<name>")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

load_result load_deployment(const deployment_source& from) {
  std::vector<deploy::override_value> overrides;
  for (const auto& text : from.sets) {
    auto parsed = deploy::parse_override(text);
    if (!parsed) {
      std::cerr << "troupe: --set " << parsed.failure().what << '\n';
      return {nullptr, exit_usage};
    }
    overrides.push_back(*std::move(parsed));
  }
  auto made = std::make_unique<loaded_deployment>();
  made->offers = std::make_unique<deploy::module_offers>(modules::default_places());
  auto read = deploy::read_deployment_file(from.file, overrides, deploy::process_environment(),
                                           *made->offers);
  if (!read) {
    for (const auto& each : read.complaints)
      std::cerr << deploy::to_string(each) << '\n';
    return {nullptr, exit_configuration};
  }
  made->what = *std::move(read.value);
  made->places = std::move(read.places);
  return {std::move(made), exit_done};
}

} // namespace troupe::cli
