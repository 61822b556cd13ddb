// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/catalog.hpp"
#include "cli/catalog_source.hpp"
#include "cli/compatibility_option.hpp"
#include "cli/output.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace troupe::cli {
namespace {

struct check_options {
  deployment_source source;
  std::string against;
  definitions::compatibility how = definitions::compatibility::backward;
};

int check(const check_options& options) {
  const auto loaded = load_catalog(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  const auto before = definitions::read_records(options.against);
  if (!before)
    return failed(before.failure());
  if (before->empty())
    return failed(error{ec::invalid,
                        "no definition is recorded there; name the folder that has the folders "
                        "events and states, or make it: 'troupe catalog record'",
                        options.against});
  const auto found =
      definitions::check_records(*before, definitions::records_of(*loaded.value), options.how);
  tell_breaks(found.broken);
  for (const auto& each : found.unrecorded)
    std::cerr << "note: " << each << ", is not recorded; 'troupe catalog record' does it\n";
  if (!found.broken.empty())
    return exit_findings;
  print(counted(before->size(), "recorded definition", "recorded definitions") +
        ": nothing is broken\n");
  return exit_done;
}

} // namespace

void add_catalog_check(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<check_options>();
  auto* command = to.add_subcommand("check", "Whether today's definitions break recorded ones");
  add_deployment_source(*command, options->source);
  command->add_option("--against", options->against, "The folder that 'catalog record' wrote")
      ->required()
      ->type_name("FOLDER");
  add_compatibility(*command, options->how);
  command->footer(
      R"(Events and the states of services, each compared with all its recorded versions; each break with
its place and what to do. Ends with 1 where something is broken.

backward: what was written before is read with nothing lost, so journals stay good; a member that is
new must be an std::optional, and one that was there must stay. forward: programs with the old
definition read what is written now. full: both.

Examples:
  troupe catalog check config/order-processing.yaml --against definitions
  troupe catalog check config/order-processing.yaml --against definitions --compatibility full)");
  command->callback([options, &chosen] { chosen = [options] { return check(*options); }; });
}

} // namespace troupe::cli
