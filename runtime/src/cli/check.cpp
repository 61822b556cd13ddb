// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/listing.hpp"
#include "cli/catalog_source.hpp"
#include "cli/commands.hpp"
#include "cli/deployment_source.hpp"
#include "cli/output.hpp"
#include "cli/warnings.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

namespace troupe::cli {
namespace {

std::string in_words(std::size_t warnings) {
  if (warnings == 0)
    return {};
  return ", " + std::to_string(warnings) + (warnings == 1 ? " warning" : " warnings");
}

int check(const deployment_source& source) {
  const auto loaded = load_deployment(source);
  if (!loaded.value)
    return loaded.exit_code;
  const auto services = deploy::services(loaded.value->what.tree);
  int code = exit_done;
  for (const auto* each : services) {
    try {
      const assembly::listing listed{*loaded.value->offer(each->offer), each->options};
    } catch (const std::exception& thrown) {
      std::cerr << source.file << ": the child '" << each->id << "' cannot be used: " << each->offer
                << ": " << thrown.what() << '\n';
      code = exit_configuration;
    }
  }
  if (tell_conflicts(catalog_of(*loaded.value), source.file))
    code = exit_configuration;
  const auto warnings = warnings_of(*loaded.value, source);
  for (const auto& line : warnings)
    std::cerr << "warning: " << line << '\n';
  if (code == exit_done)
    print(source.file + ": sound, " + std::to_string(services.size()) + " services" +
          in_words(warnings.size()) + "\n");
  return code;
}

} // namespace

void add_check(CLI::App& app, action& chosen) {
  const auto source = std::make_shared<deployment_source>();
  auto* command = app.add_subcommand("check", "Say all that is wrong with a deployment");
  add_deployment_source(*command, *source);
  command->footer(
      R"(Ends with 0 where the deployment is sound, else with 78; it is not where two children mean
different things by one event. A limit that can never act, such as an intensity that no child can
exceed, is sound and warned of.

Examples:
  troupe check config/order-processing.yaml
  troupe check config/order-processing.yaml --set payment.retry.attempts=2)");
  command->callback([source, &chosen] { chosen = [source] { return check(*source); }; });
}

} // namespace troupe::cli
