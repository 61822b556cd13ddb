// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/export_letters.hpp"

#include "cli/deployment_source.hpp"
#include "cli/journal_access.hpp"
#include "cli/letter_filter.hpp"
#include "cli/letters.hpp"
#include "cli/output.hpp"
#include "troupe/clock.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace troupe::cli {
namespace {

struct export_options {
  deployment_source source;
  letter_filter filter;
};

int write_lines(const export_options& options) {
  const auto what = search_of(options.filter, system_time().now());
  if (!what) {
    std::cerr << "troupe: " << what.failure().what << '\n';
    return exit_usage;
  }
  const auto opened = read_journal(options.source);
  if (!opened.value)
    return opened.exit_code;
  bool is_read = true; // By whoever gets it.
  const auto read = for_each_letter(*opened.value, *what, [&](journal::dead_letter_record&& x) {
    is_read = is_read && print(letter_json(x, cloud_event_json) + '\n');
  });
  return read ? exit_done : failed(read.failure());
}

} // namespace

void add_export(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<export_options>();
  auto* command = to.add_subcommand("export", "Write dead letters as JSON lines");
  add_deployment_source(*command, options->source);
  add_letter_filter(*command, options->filter);
  command->footer(
      R"(A line is one dead letter, as show --format json has it, with its event in the shape of a CloudEvent:
its topic is the type, its key the subject, its payload the data.

Example:
  troupe dead-letters export config/order-processing.yaml --service payment > letters.jsonl)");
  command->callback([options, &chosen] { chosen = [options] { return write_lines(*options); }; });
}

} // namespace troupe::cli
