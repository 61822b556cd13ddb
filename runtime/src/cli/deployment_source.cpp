// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/deployment_source.hpp"

#include "deployment/read.hpp"
#include "module/library.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <iostream>
#include <utility>

namespace troupe::cli {

void add_deployment_source(CLI::App& to, deployment_source& into) {
  to.add_option("FILE", into.file, "The deployment's YAML file")->required();
  to.add_option("--set", into.sets,
                "Put a value over the file's: a path in the deployment, or <child id>.<name>")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

namespace {

using read_function =
    std::function<deploy::reading(const std::vector<deploy::override_value>&, deploy::offers&)>;

read_source_result read_with(const deployment_source& from, const read_function& read) {
  std::vector<deploy::override_value> overrides;
  for (const auto& text : from.sets) {
    auto parsed = deploy::parse_override(text);
    if (!parsed)
      return {nullptr, exit_usage, {"troupe: --set " + parsed.failure().what}};
    overrides.push_back(*std::move(parsed));
  }
  auto made = std::make_unique<loaded_deployment>();
  made->offers = std::make_unique<deploy::module_offers>(modules::default_places());
  auto found = read(overrides, *made->offers);
  if (!found) {
    read_source_result none{nullptr, exit_configuration};
    for (const auto& each : found.complaints)
      none.complaints.push_back(deploy::to_string(each));
    none.at = deploy::find_whereabouts(found.text, overrides, deploy::process_environment());
    return none;
  }
  made->what = *std::move(found.value);
  made->places = std::move(found.places);
  made->text = std::move(found.text);
  made->silenced = std::move(found.silenced);
  deploy::whereabouts at{made->what.name, made->what.journal.path};
  return {std::move(made), exit_done, {}, std::move(at)};
}

} // namespace

read_source_result read_source(const deployment_source& from) {
  return read_with(from, [&](const auto& overrides, auto& offers) {
    return deploy::read_deployment_file(from.file, overrides, deploy::process_environment(),
                                        offers);
  });
}

read_source_result read_source(const deployment_source& from, const std::string& text) {
  return read_with(from, [&](const auto& overrides, auto& offers) {
    return deploy::read_deployment(from.file, text, overrides, deploy::process_environment(),
                                   offers);
  });
}

load_result load_deployment(const deployment_source& from) {
  auto read = read_source(from);
  for (const auto& each : read.complaints)
    std::cerr << each << '\n';
  return {std::move(read.value), read.exit_code};
}

} // namespace troupe::cli
