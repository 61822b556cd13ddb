// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/deployment_source.hpp"
#include "cli/deployment_status.hpp"
#include "cli/format_option.hpp"
#include "cli/operator_name.hpp"
#include "cli/subscription_access.hpp"
#include "cli/subscription_text.hpp"
#include "troupe/json.hpp"

#include <functional>
#include <iostream>
#include <memory>

namespace troupe::cli {
namespace {

using control::state_fate;
using control::subscription_verb;

struct list_options {
  deployment_source source;
  output_format format = output_format::text;
};

struct change_options {
  deployment_source source;
  std::string id;
  std::string reason;
  bool yes = false;
};

struct seek_options {
  deployment_source source;
  std::string id;
  std::string to;
  bool reset = false;
  bool keep = false;
  bool effects = false;
};

int list(const list_options& options) {
  const auto seen = look_at_deployment(known_deployment{options.source});
  if (!seen.value)
    return seen.exit_code;
  const auto lines = subscription_lines(*seen.value);
  print(options.format == output_format::json ? to_json(lines) + '\n'
                                              : printable(subscriptions_text(lines)));
  return exit_done;
}

/// Finds who changes subscriptions, and lets `with` do the rest; both return an exit code.
int with_access(const deployment_source& source,
                const std::function<int(const subscription_access&)>& with) {
  const known_deployment known{source};
  const auto found = open_subscriptions(known);
  return found.value ? with(*found.value) : found.exit_code;
}

int change(subscription_verb how, const change_options& options) {
  if (how == subscription_verb::forget && !options.yes)
    return refused({ec::invalid, "what a subscription has in the journal is gone for good when it "
                                 "is deleted: its position, its states, its timers and what waits "
                                 "for it; say --yes if that is meant"});
  return with_access(options.source, [&](const subscription_access& through) {
    const auto told = through.change({how, options.id, operator_name(), options.reason});
    if (!told)
      return refused(told.failure());
    print(printable(how == subscription_verb::forget
                        ? forgotten_text(*told)
                        : paused_text(*told, how == subscription_verb::pause, through.runs)));
    return exit_done;
  });
}

int seek(const seek_options& options) {
  const auto to = parse_starting_point(options.to);
  if (!to)
    return refused({ec::invalid, "--to: " + to.failure().what});
  return with_access(options.source, [&](const subscription_access& through) {
    const auto told = through.seek({options.id, *to,
                                    options.reset  ? state_fate::reset
                                    : options.keep ? state_fate::keep
                                                   : state_fate::unsaid,
                                    options.effects});
    if (!told)
      return refused(told.failure());
    print(printable(sought_text(*told)));
    return exit_done;
  });
}

void add_list(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<list_options>();
  auto* command = to.add_subcommand("list", "How far each subscription has come");
  add_deployment_source(*command, options->source);
  add_format(*command, options->format);
  command->footer(
      R"(A subscription is live, behind, paused, stopped with its deployment, or orphaned: in the journal and
in no child. Everything up to its position is handled or parked; at most so many events as stand under
'behind' wait above it: it counts up to the last event that it handles, and those of other topics between.
What a paused or orphaned one holds back is all that the journal keeps for it above its position, of whatever
topic, so that can be more.

Example:
  troupe subscriptions list config/order-processing.yaml)");
  command->callback([options, &chosen] { chosen = [options] { return list(*options); }; });
}

CLI::App* add_change(CLI::App& to, action& chosen, subscription_verb how, const char* name,
                     const char* what, const char* footer,
                     const std::shared_ptr<change_options>& options) {
  auto* command = to.add_subcommand(name, what);
  add_deployment_source(*command, options->source);
  command->add_option("NAME", options->id, "The subscription's name, which is its child's id")
      ->required();
  command->footer(footer);
  command->callback(
      [options, how, &chosen] { chosen = [options, how] { return change(how, *options); }; });
  return command;
}

void add_pause_and_resume(CLI::App& to, action& chosen) {
  const auto pausing = std::make_shared<change_options>();
  add_change(
      to, chosen, subscription_verb::pause, "pause", "Deliver nothing, until it is resumed",
      R"(What the service has in hand is finished. Its events, its parked deliveries and replays wait in the
journal, also over restarts; timers go on. 'run --until-idle' does not wait for it, says so, and ends with 75 where
something waits for it. 'status' and 'subscriptions list' tell since when it is paused, and why.

Examples:
  troupe subscriptions pause config/order-processing.yaml payment
  troupe subscriptions pause config/order-processing.yaml payment --reason "the provider moves tonight")",
      pausing)
      ->add_option("--reason", pausing->reason, "Why, for whoever looks later")
      ->type_name("TEXT");
  add_change(to, chosen, subscription_verb::resume, "resume", "Go on where it was paused",
             "Example:\n  troupe subscriptions resume config/order-processing.yaml payment",
             std::make_shared<change_options>());
}

void add_delete(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<change_options>();
  add_change(
      to, chosen, subscription_verb::forget, "delete",
      "Take one that no child has out of the journal",
      R"(Its position, its states, its timers and what is parked for it are gone. Its dead letters stay, and can
be shown, exported and dropped; nobody is there any more who could take them again.

Example:
  troupe subscriptions delete config/order-processing.yaml newsletter --yes)",
      options)
      ->add_flag("--yes", options->yes, "That is meant");
}

void add_seek(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<seek_options>();
  auto* command = to.add_subcommand("seek", "Go on from another place in the journal");
  add_deployment_source(*command, options->source);
  command->add_option("NAME", options->id, "The subscription's name, which is its child's id")
      ->required();
  command
      ->add_option(
          "--to", options->to,
          "The next event: beginning, now, its sequence, or the first not older than a time")
      ->type_name("PLACE")
      ->required();
  auto* keep = command->add_flag("--keep-state", options->keep,
                                 "Handle what comes again over the states as they are");
  command->add_flag("--reset-state", options->reset, "Erase all states of the service with it")
      ->excludes(keep);
  command->add_flag("--allow-effects", options->effects,
                    "What is read again publishes and sets timers once more");
  command->footer(
      R"(While the deployment runs, the child is stopped for it and started again.

Forward, the events between are skipped; what is parked stays parked and is handled. Back, the service
handles again what it had handled, with 'delivery.replay' set: it writes its states, and publishes
nothing and sets and clears no timers, unless --allow-effects says so. Two things it had never handled:
what is parked above the place comes at its turn, with all effects; its dead letters are left out, and
can be replayed. Timers that are set stay set. To read the past as new, give the service another id
and say 'start: beginning'.

Exit codes: 0 done, 64 the place or the name is none, or it goes back and neither --reset-state nor
--keep-state was said, 75 dead letters hold keys above the place, or the child did not start again.

Examples:
  troupe subscriptions seek config/order-processing.yaml analytics --to beginning --reset-state
  troupe subscriptions seek config/order-processing.yaml notification --to now)");
  command->callback([options, &chosen] { chosen = [options] { return seek(*options); }; });
}

} // namespace

void add_subscriptions(CLI::App& app, action& chosen) {
  auto* command =
      app.add_subcommand("subscriptions", "Look at how far services have come, and change it");
  command->require_subcommand(1);
  command->footer(
      R"(All of it works beside a deployment that runs, and on one that is stopped.

Examples:
  troupe subscriptions list config/order-processing.yaml
  troupe subscriptions pause config/order-processing.yaml payment)");
  add_list(*command, chosen);
  add_pause_and_resume(*command, chosen);
  add_seek(*command, chosen);
  add_delete(*command, chosen);
}

} // namespace troupe::cli
