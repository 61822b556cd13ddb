// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/running_deployment.hpp"
#include "cli/status_text.hpp"
#include "troupe/json.hpp"

#include <iostream>

namespace troupe::cli {
namespace {

using control::child_verb;

struct list_options {
  deployment_source source;
  output_format format = output_format::text;
};

struct change_options {
  deployment_source source;
  std::string id;
};

/// Connects to the deployment and lets `with` do the rest; both return an exit code.
template <class Action>
int with_running(const deployment_source& source, Action with) {
  const known_deployment known{source};
  auto reached = reach(known);
  if (!reached)
    return refused(reached.failure());
  if (*reached)
    return with(**reached);
  const auto* loaded = known.sound();
  return loaded != nullptr ? refused(does_not_run(loaded->what)) : known.exit_code();
}

int list(const list_options& options) {
  return with_running(options.source, [&](control::client& through) {
    const auto told = ask_status(through);
    if (!told)
      return refused(told.failure());
    print(options.format == output_format::json ? to_json(told->children) + '\n'
                                                : printable(children_text(told->children)));
    return exit_done;
  });
}

std::string text_of(child_verb how, const control::child_changed& x) {
  if (how == child_verb::terminate)
    return x.id + " is down until it is started, or restarted together with a sibling\n";
  if (x.state != "running")
    return x.id + " was started and says that it is not needed; it is down\n";
  return x.id +
         (how == child_verb::start ? " was started and runs\n" : " was restarted and runs\n");
}

int change(child_verb how, const change_options& options) {
  return with_running(options.source, [&](control::client& through) {
    const auto told = ask_change(through, {how, options.id});
    if (!told)
      return refused(told.failure());
    print(printable(text_of(how, *told)));
    return exit_done;
  });
}

void add_list(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<list_options>();
  auto* command = to.add_subcommand("list", "The tree, with each child's state");
  add_deployment_source(*command, options->source);
  add_format(*command, options->format);
  command->footer("Example:\n  troupe children list config/order-processing.yaml");
  command->callback([options, &chosen] { chosen = [options] { return list(*options); }; });
}

void add_change(CLI::App& to, action& chosen, child_verb how, const char* name, const char* what,
                const char* footer) {
  const auto options = std::make_shared<change_options>();
  auto* command = to.add_subcommand(name, what);
  add_deployment_source(*command, options->source);
  command->add_option("ID", options->id, "A child's id, or of an instance: inventory/2")
      ->required();
  command->footer(footer);
  command->callback(
      [options, how, &chosen] { chosen = [options, how] { return change(how, *options); }; });
}

} // namespace

void add_children(CLI::App& app, action& chosen) {
  auto* command =
      app.add_subcommand("children", "Look at the tree of a deployment that runs, and change it");
  command->require_subcommand(1);
  command->footer(
      R"(The child's supervisor carries out what is asked: OTP's terminate_child and restart_child. Only
that child is touched, whatever the strategy. What is published while a child is down waits in the
journal.

Exit codes: 0 done, 64 there is no such child or it is not in a state for that, 75 the deployment
does not run, or the child did not start.

Examples:
  troupe children list config/order-processing.yaml
  troupe children restart config/order-processing.yaml payment)");
  add_list(*command, chosen);
  add_change(*command, chosen, child_verb::restart, "restart", "Stop a child and start it anew",
             R"(What it has in hand is finished or delivered again; nothing counts as a failure.

Examples:
  troupe children restart config/order-processing.yaml payment
  troupe children restart config/order-processing.yaml inventory/2)");
  add_change(
      *command, chosen, child_verb::terminate, "terminate", "Stop a child, until it is started",
      R"(It is stopped as at the end of the program, and is down until it is started, its supervisor
or the program is, or, as in OTP, a sibling's failure restarts both (one_for_all, rest_for_one).

Example:
  troupe children terminate config/order-processing.yaml payment)");
  add_change(*command, chosen, child_verb::start, "start", "Start a child that is down",
             "Example:\n  troupe children start config/order-processing.yaml payment");
}

} // namespace troupe::cli
