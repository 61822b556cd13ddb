// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/cancel_timers.hpp"

#include "assembly/timer_cancel.hpp"
#include "cli/deployment_source.hpp"
#include "cli/journal_access.hpp"
#include "cli/operator_name.hpp"
#include "cli/output.hpp"
#include "cli/running_deployment.hpp"
#include "cli/typed_text.hpp"
#include "vocabulary/named_id.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace troupe::cli {
namespace {

struct cancel_options {
  deployment_source source;
  std::vector<std::string> timers; ///< ids, or names in the service
  std::string service;
};

/// The timers that are meant, and how each was said.
using wanted_timers = std::map<uuid, std::string>;

result<wanted_timers> timers_of(const cancel_options& options) {
  wanted_timers all;
  for (const auto& text : options.timers) {
    if (!options.service.empty()) {
      all.emplace(named_id(options.service, text), '\'' + text + "' of " + options.service);
      continue;
    }
    const auto id = parse_uuid(text);
    if (!id)
      return error{ec::malformed, '\'' + text +
                                      "' is no id; where it is a timer's name, say --service too, "
                                      "for names are a service's own"};
    all.emplace(*id, text);
  }
  if (all.size() > control::timers_max)
    return error{ec::invalid,
                 "name at most " + std::to_string(control::timers_max) + " timers at once"};
  return all;
}

/// By whoever owns the journal: the deployment that runs, or this process.
struct cancelling {
  std::optional<control::timers_cancelled> done;
  int exit_code = exit_done;
};

cancelling cancel_stopped(const known_deployment& of, const control::cancel_timers& what) {
  const auto* loaded = of.sound();
  if (loaded == nullptr)
    return {std::nullopt, of.exit_code()};
  const auto owned = own_journal(loaded->what);
  if (!owned.value)
    return {std::nullopt, owned.exit_code};
  const auto reader = owned.value->open_reader();
  if (!reader)
    return {std::nullopt, failed(reader.failure())};
  auto done = assembly::cancel_timers(*owned.value, **reader, what);
  if (!done)
    return {std::nullopt, failed(done.failure())};
  return {*std::move(done), exit_done};
}

cancelling carry_out(const known_deployment& of, const control::cancel_timers& what) {
  auto reached = reach(of);
  if (!reached)
    return {std::nullopt, failed(reached.failure())};
  if (!*reached)
    return cancel_stopped(of, what);
  auto done = ask_cancel(**reached, what);
  if (!done)
    return {std::nullopt, failed(done.failure())};
  return {*std::move(done), exit_done};
}

int cancel(const cancel_options& options) {
  const auto wanted = timers_of(options);
  if (!wanted)
    return failed(wanted.failure(), exit_usage);
  const known_deployment known{options.source};
  control::cancel_timers what{{}, operator_name()};
  for (const auto& [id, said] : *wanted)
    what.ids.push_back(id);
  const auto carried_out = carry_out(known, what);
  if (!carried_out.done)
    return carried_out.exit_code;
  const auto& done = *carried_out.done;
  for (const auto& id : done.missing)
    std::cerr << "troupe: there is no timer " << wanted->at(id)
              << ": it has fired, or was cancelled; troupe timers list " << options.source.file
              << " shows those that are set\n";
  print("cancelled " + counted(done.cancelled, "timer\n", "timers\n") +
        (done.recurring > 0
             ? counted(done.recurring, "of them recurs", "of them recur") +
                   ": a service that sets such a timer when it starts sets it again then\n"
             : ""));
  return done.missing.empty() ? exit_done : exit_usage;
}

} // namespace

void add_cancel(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<cancel_options>();
  auto* command = to.add_subcommand("cancel", "Cancel timers, so that they publish nothing");
  add_deployment_source(*command, options->source);
  command->add_option("TIMER", options->timers, "Their ids or, with --service, their names")
      ->required();
  command->add_option("--service", options->service, "The child that set them, by their names")
      ->type_name("ID");
  command->footer(
      R"(Works while the deployment runs, whose log says who did it, and on one that is stopped. A timer that
recurs comes no more until its service sets it anew: one that does so at each start sets it again then.

Examples:
  troupe timers cancel config/order-processing.yaml --service orders "reminder A-4711"
  troupe timers cancel config/order-processing.yaml 01936c5e-4f2a-7cc3-98a1-0123456789ab)");
  command->callback([options, &chosen] { chosen = [options] { return cancel(*options); }; });
}

} // namespace troupe::cli
