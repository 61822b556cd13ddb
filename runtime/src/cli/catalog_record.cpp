// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/catalog.hpp"
#include "cli/catalog_source.hpp"
#include "cli/compatibility_option.hpp"
#include "cli/output.hpp"
#include "cli/whole_file.hpp"

#include <CLI/CLI.hpp>

#include <boost/json/value.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;

struct record_options {
  deployment_source source;
  std::string into;
  definitions::compatibility how = definitions::compatibility::backward;
};

int record(const record_options& options) {
  const auto loaded = load_catalog(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  const auto today = definitions::records_of(*loaded.value);
  const fs::path folder{options.into};
  if (fs::exists(folder)) {
    const auto before = definitions::read_records(folder);
    if (!before)
      return failed(before.failure());
    const auto found = definitions::check_records(*before, today, options.how);
    tell_breaks(found.broken);
    if (!found.broken.empty()) {
      std::cerr << "nothing was recorded; with --compatibility none it is, whatever it breaks\n";
      return exit_findings;
    }
  }
  for (const auto& each : today)
    if (!write_whole(folder / each.file, pretty_json(definitions::json_of(each)) + '\n'))
      return failed({ec::io, "it cannot be written", (folder / each.file).string()});
  print("recorded " + counted(today.size(), "definition", "definitions") + " in " + options.into +
        '\n');
  return exit_done;
}

} // namespace

void add_catalog_record(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<record_options>();
  auto* command = to.add_subcommand("record", "Write today's definitions into files, to be kept");
  add_deployment_source(*command, options->source);
  command->add_option("--into", options->into, "A folder; it is made where there is none")
      ->required()
      ->type_name("FOLDER");
  add_compatibility(*command, options->how);
  command->footer(
      R"(A file for each version of each event, and one for the state of each service, with its JSON
Schema: put them under version control beside the code. Files of versions that are no more stay. What
breaks a recorded definition is refused, with exit code 1.

Examples:
  troupe catalog record config/order-processing.yaml --into definitions)");
  command->callback([options, &chosen] { chosen = [options] { return record(*options); }; });
}

} // namespace troupe::cli
