// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/deployment_source.hpp"
#include "cli/deployment_status.hpp"
#include "cli/format_option.hpp"
#include "cli/signals.hpp"
#include "cli/status_text.hpp"
#include "troupe/json.hpp"

#include <unistd.h>

namespace troupe::cli {
namespace {

struct status_options {
  deployment_source source;
  bool watch = false;
  output_format format = output_format::text;
};

constexpr std::chrono::seconds refresh{1};

bool show(const control::status& what, const status_options& options) {
  if (options.format == output_format::json)
    return print(to_json(what) + '\n');
  auto text = printable(status_text(what, options.source.file));
  if (!options.watch || ::isatty(STDOUT_FILENO) == 0)
    return print(text + (options.watch ? "\n" : ""));
  // Over what stands there, each line cleared behind its end: it does not flicker.
  std::string screen = "\x1b[H";
  for (const char c : text)
    screen += c == '\n' ? std::string{"\x1b[K\n"} : std::string{c};
  return print(screen + "\x1b[J");
}

int watch(const known_deployment& known, const status_options& options) {
  stop_signals signals;
  if (options.format == output_format::text && ::isatty(STDOUT_FILENO) != 0)
    print("\x1b[2J");
  do {
    const auto seen = look_at_deployment(known);
    if (!seen.value && seen.exit_code != exit_try_again)
      return seen.exit_code;
    if (seen.value && !show(*seen.value, options))
      return exit_done; // Nobody reads on: `| head`.
  } while (!signals.arrived(refresh));
  return exit_done;
}

int status(const status_options& options) {
  const known_deployment known{options.source};
  if (options.watch)
    return watch(known, options);
  const auto seen = look_at_deployment(known);
  if (seen.value)
    show(*seen.value, options);
  return seen.exit_code;
}

} // namespace

void add_status(CLI::App& app, action& chosen) {
  const auto options = std::make_shared<status_options>();
  auto* command = app.add_subcommand("status", "Show how a deployment is, while it runs or not");
  add_deployment_source(*command, options->source);
  command->add_flag("--watch", options->watch, "Go on once a second, until it is stopped");
  add_format(*command, options->format);
  command->footer(
      R"(A child's instance counts the starts of its supervisor's children. A subscription has handled
or parked all it wants up to its position; at most so many as stand under 'behind' wait above it, for
events of other topics are counted too. Rates are of the last ten seconds.

Exit codes: 0 it runs, 75 it does not, and what was shown is what its journal says.

Examples:
  troupe status config/order-processing.yaml
  troupe status config/order-processing.yaml --watch
  troupe status config/order-processing.yaml --format json | jq '.children[] | select(.state != "running")')");
  command->callback([options, &chosen] { chosen = [options] { return status(*options); }; });
}

} // namespace troupe::cli
