// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/journal.hpp"
#include "cli/journal_access.hpp"
#include "cli/survey_text.hpp"
#include "troupe/json.hpp"

#include <memory>

namespace troupe::cli {
namespace {

struct info_options {
  deployment_source source;
  output_format format = output_format::text;
};

int info(const info_options& options) {
  const known_deployment known{options.source};
  const auto path = find_journal(known);
  if (!path.value)
    return path.exit_code;
  auto seen = journal::survey_of(*path.value);
  if (!seen)
    return failed_to_read(seen.failure());
  if (known.is_sound())
    seen->sync = known.sound()->what.journal.sync == deploy::sync_modes::full ? "full" : "normal";
  print(options.format == output_format::json ? to_json(*seen) + '\n' : survey_text(*seen));
  return exit_done;
}

} // namespace

void add_journal_info(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<info_options>();
  auto* command = to.add_subcommand("info", "What stands in the journal, and what it takes");
  add_deployment_source(*command, options->source);
  add_format(*command, options->format);
  command->footer(
      R"(Reads the whole file, beside a deployment that runs, and of one that is stopped. A subscription
has handled or parked all it wants up to 'settled', as far as the file says; a deployment that runs may
be further. 'troupe subscriptions list' tells what waits for each.

Examples:
  troupe journal info config/order-processing.yaml
  troupe journal info config/order-processing.yaml --format json | jq '.topics[] | {name, bytes}')");
  command->callback([options, &chosen] { chosen = [options] { return info(*options); }; });
}

} // namespace troupe::cli
