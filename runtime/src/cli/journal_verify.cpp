// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/journal.hpp"
#include "cli/journal_access.hpp"
#include "journal/verify.hpp"
#include "troupe/json.hpp"

#include <memory>

namespace troupe::cli {
namespace {

struct verify_options {
  deployment_source source;
  output_format format = output_format::text;
};

std::string text_of(const journal::verification& seen, const std::string& path) {
  std::string text;
  for (const auto& each : seen.findings)
    text += each + '\n';
  const auto rows = grouped(seen.rows) + (seen.rows == 1 ? " row" : " rows");
  if (seen.findings.empty())
    return path + " is sound: " + rows + " of format " + std::to_string(seen.format) +
           (seen.rows_have_crcs ? " agree with their CRC\n"
                                : ", which have no CRC; a run brings the journal to a format that "
                                  "has them\n");
  return text + path + " is not sound: " + std::to_string(seen.findings.size()) +
         (seen.findings.size() == 1 ? " finding" : " findings") + " in " + rows +
         "; troupe journal restore puts a backup in its place\n";
}

int verify(const verify_options& options) {
  const auto place = find_journal(known_deployment{options.source});
  if (!place.value)
    return place.exit_code;
  const auto& path = *place.value;
  auto seen = journal::verify(path);
  if (!seen && seen.failure().code == ec::damaged)
    seen = journal::verification{0, 0, false, {seen.failure().what}};
  if (!seen)
    return failed_to_read(seen.failure());
  print(options.format == output_format::json ? to_json(*seen) + '\n' : text_of(*seen, path));
  return seen->findings.empty() ? exit_done : exit_findings;
}

} // namespace

void add_journal_verify(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<verify_options>();
  auto* command = to.add_subcommand("verify", "Look for damage in the journal's file");
  add_deployment_source(*command, options->source);
  add_format(*command, options->format);
  command->footer(
      R"(Reads the whole file, as it is at one moment, beside a deployment that runs, and of one that is
stopped: SQLite's pages and indexes, the CRC of every row, that no event is missing but those that the
retention and the compaction took, and that what rows refer to is there. A backup is verified by naming it: --set journal.path=PATH.

Exit codes: 0 it is sound, 1 it is not, and each finding was printed.

Examples:
  troupe journal verify config/order-processing.yaml
  troupe journal verify config/order-processing.yaml --set journal.path=/backups/orders.db)");
  command->callback([options, &chosen] { chosen = [options] { return verify(*options); }; });
}

} // namespace troupe::cli
