// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/deployment_run.hpp"
#include "cli/exit_codes.hpp"
#include "cli/guard_run.hpp"
#include "cli/log_option.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace troupe::cli {
namespace {

int run_or_guard(const run_options& options, const std::vector<std::string>& arguments) {
  auto guard = guard::guarded::find();
  if (!guard) {
    std::cerr << "troupe: " << to_string(guard.failure()) << '\n';
    return exit_try_again;
  }
  if (*guard)
    return run_deployment(options, &**guard);
  return options.no_guard ? run_deployment(options, nullptr) : run_guard(options, arguments);
}

} // namespace

void add_run(CLI::App& app, action& chosen, const std::vector<std::string>& arguments) {
  const auto options = std::make_shared<run_options>();
  auto* command = app.add_subcommand("run", "Run a deployment, until it is stopped");
  add_deployment_source(*command, options->source);
  command->add_flag("--until-idle", options->until_idle,
                    "End when all work is done; timers set for later are not waited for");
  auto* query = command->add_option("--ask", options->ask.query,
                                    "At the end, ask this query and print the answer");
  query->type_name("QUERY");
  command->add_option("--args", options->ask.arguments, "The query's arguments, a JSON object")
      ->type_name("JSON")
      ->needs(query);
  add_format(*command, options->format);
  add_log_level(*command, options->least);
  command->add_flag("--no-guard", options->no_guard,
                    "Run as one process, which nobody starts anew when it dies");
  command->footer(
      R"(A small process, the guard, runs the deployment in a second one, and starts that anew
when it dies of a signal or its tree gives up. It speaks sd_notify: Type=notify.

SIGTERM and SIGINT: sources stop, what is in hand finishes, all stops in reverse order. A second signal
ends at once; what was accepted is in the journal. SIGHUP: become what the file says now, as 'troupe
reload' does; but where the terminal is gone on which it was started, stop.

With --until-idle it ends with 0 where all work is done, and with 75 where a subscription is paused that has
events before it: which one, since when and why is said, and 'troupe subscriptions resume' lets it go on.

Examples:
  troupe run config/order-processing.yaml
  troupe run config/order-processing.yaml --set intake.file=orders.csv --until-idle
  troupe run config/order-processing.yaml --set payment.retry.attempts=2 \
      --until-idle --ask commerce.get_order --args '{"order_id":"536365"}' --format json)");
  command->callback([=, &chosen] { chosen = [=] { return run_or_guard(*options, arguments); }; });
}

} // namespace troupe::cli
