// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/deployment_source.hpp"
#include "cli/event_text.hpp"
#include "cli/journal.hpp"
#include "cli/journal_access.hpp"
#include "cli/output.hpp"
#include "cli/typed_text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>

namespace troupe::cli {
namespace {

struct export_options {
  deployment_source source;
  std::vector<std::string> topics;
  std::optional<std::uint64_t> from;
  std::uint64_t to = std::numeric_limits<std::uint64_t>::max();
};

/// The lines of the events of a page, up to a sequence.
std::string lines_of(const journal::batch& events, journal::sequence_number to) {
  std::string lines;
  for (const auto& each : events.events)
    if (each.sequence <= to)
      lines += cloud_event_json(each) + '\n';
  return lines;
}

int write_lines(const export_options& options) {
  journal::event_query query;
  query.after = options.from.value_or(0) > 0 ? *options.from - 1 : 0;
  for (const auto& text : options.topics) {
    auto parsed = pattern::parse(text);
    if (!parsed) {
      std::cerr << "troupe: --topic: " << parsed.failure().what << '\n';
      return exit_usage;
    }
    query.topics.push_back(*std::move(parsed));
  }
  const auto opened = read_journal(options.source);
  if (!opened.value)
    return opened.exit_code;
  if (options.from)
    say_what_is_gone(*opened.value, *options.from);
  // What comes meanwhile belongs to the next export.
  for (auto end = options.to; query.after < end;) {
    const auto page = opened.value->read(query);
    if (!page)
      return failed(page.failure());
    end = std::min(end, page->head);
    const auto lines = lines_of(*page->events, end);
    if (!lines.empty() && !print(lines))
      return exit_done; // Nobody reads on: `| head`.
    query.after = page->upto;
  }
  return exit_done;
}

} // namespace

void add_journal_export(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<export_options>();
  auto* command = to.add_subcommand("export", "Write the events as JSON lines of CloudEvents");
  add_deployment_source(*command, options->source);
  command
      ->add_option("--topic", options->topics, "Only of these topics; * is one token, > the rest")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  command->add_option("--from", options->from, "From this sequence on")
      ->type_name("SEQUENCE")
      ->check(has_no_minus);
  command->add_option("--to", options->to, "Up to this sequence")
      ->type_name("SEQUENCE")
      ->check(has_no_minus);
  command->footer(
      R"(A line is one event in the shape of a CloudEvent: its topic is the type, its key the subject, its
payload the data; sequence, version, correlation and causation are extensions. Reads the journal beside
a deployment that runs, up to the event that was the last at the start, and of one that is stopped.

Examples:
  troupe journal export config/order-processing.yaml > events.jsonl
  troupe journal export config/order-processing.yaml --topic 'orders.*' --from 1000 --to 2000)");
  command->callback([options, &chosen] { chosen = [options] { return write_lines(*options); }; });
}

} // namespace troupe::cli
