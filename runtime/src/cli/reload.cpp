// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/plan_text.hpp"
#include "cli/running_deployment.hpp"
#include "cli/typed_text.hpp"
#include "troupe/duration.hpp"
#include "troupe/json.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace troupe::cli {
namespace {

struct reload_options {
  deployment_source source;
  std::string timeout = "1m";
  output_format format = output_format::text;
};

int reload(const reload_options& options) {
  const auto timeout = parse_duration(options.timeout);
  if (!timeout || timeout->count() < 0)
    return failed(error{ec::invalid, "--timeout: '" + options.timeout +
                                         "' is no time to wait; write a number with its unit, as "
                                         "in 30s or 5m"},
                  exit_usage);
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  auto reached = reach(loaded.value->what);
  if (!reached)
    return failed(reached.failure());
  if (!*reached)
    return failed(does_not_run(loaded.value->what));
  if (const auto started = wait_until_started(**reached, *timeout); !started)
    return failed(started.failure());
  const auto told = ask_reload(**reached, {request_of(options.source)});
  if (!told)
    return failed(told.failure());
  print(options.format == output_format::json ? to_json(*told) + '\n'
                                              : printable(reloaded_text(*told)));
  return exit_done;
}

} // namespace

void add_reload(CLI::App& app, action& chosen) {
  const auto options = std::make_shared<reload_options>();
  auto* command =
      app.add_subcommand("reload", "Have a deployment that runs become what its file says now");
  add_deployment_source(*command, options->source);
  command
      ->add_option("--timeout", options->timeout,
                   "How long a deployment that is starting is waited for (1m is the default)")
      ->type_name("DURATION");
  add_format(*command, options->format);
  command->footer(
      R"(The process that runs reads FILE and --set as 'run' would; 'troupe plan' says before what it will do.
Services that are new or say something else are started, those that are gone or say something else are
stopped, and all others are not touched. Nothing is delivered to the new ones before all have started and
what runs is written down; where one does not start, or the process dies before, what ran before runs again.
Where a module's file holds another version than the one that runs, all its services are restarted from it.
A subscription whose service is gone keeps all that it has. A deployment that is starting is waited for.

Exit codes: 0 done, 75 the deployment does not run or is still starting, or a service did not start and all is as before,
78 the file is not sound, or asks for what takes a stop and a run.

Examples:
  troupe reload config/order-processing.yaml
  troupe reload config/order-processing.yaml --set payment.instances=4)");
  command->callback([options, &chosen] { chosen = [options] { return reload(*options); }; });
}

} // namespace troupe::cli
