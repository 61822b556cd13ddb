// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/listing.hpp"
#include "cli/commands.hpp"
#include "cli/deployment_source.hpp"
#include "cli/output.hpp"
#include "cli/warnings.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

namespace troupe::cli {
namespace {

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
  const auto all_conflicts =
      assembly::catalog_of(loaded.value->what, *loaded.value->offers).conflicts;
  const auto conflicts = assembly::not_silenced(all_conflicts, loaded.value->silenced);
  if (tell_contradictions(*loaded.value, conflicts, source))
    code = exit_configuration;
  auto warnings = warnings_of(*loaded.value, conflicts, source);
  for (auto& line : flow_warnings_of(*loaded.value, all_conflicts, source))
    warnings.push_back(std::move(line));
  for (const auto& line : warnings)
    std::cerr << "warning: " << line << '\n';
  if (code == exit_done)
    print(source.file + ": sound, " + counted(services.size(), "service", "services") +
          (warnings.empty() ? "" : ", " + counted(warnings.size(), "warning", "warnings")) + "\n");
  return code;
}

} // namespace

void add_check(CLI::App& app, action& chosen) {
  const auto source = std::make_shared<deployment_source>();
  auto* command = app.add_subcommand("check", "Say all that is wrong with a deployment");
  add_deployment_source(*command, *source);
  command->footer(
      R"(Ends with 0 where the deployment is sound, else with 78; it is not where two children mean
different things by one version of an event. What is sound, and yet may not be meant, is warned of: a
limit that can never act, children that know an event in different versions, an event that nobody
handles, one that is handled and that nobody publishes, a topic or a pattern that is none of the
modules' events, and events that come of themselves again. 'check' in the file silences what is said
of events, by their topics.

Examples:
  troupe check config/order-processing.yaml
  troupe check config/order-processing.yaml --set payment.retry.attempts=2)");
  command->callback([source, &chosen] { chosen = [source] { return check(*source); }; });
}

} // namespace troupe::cli
