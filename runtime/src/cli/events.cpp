// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/deployment_source.hpp"
#include "cli/event_text.hpp"
#include "cli/format_option.hpp"
#include "cli/journal_access.hpp"
#include "cli/signals.hpp"
#include "cli/typed_text.hpp"

#include <algorithm>
#include <iostream>
#include <limits>
#include <optional>

namespace troupe::cli {
namespace {

struct events_options {
  deployment_source source;
  std::vector<std::string> topics;
  std::optional<std::string> key;
  std::string correlation;
  std::optional<std::uint64_t> from;
  bool follow = false;
  output_format format = output_format::text;
};

constexpr std::chrono::milliseconds follow_pause{200};

/// What the options ask for, or what is wrong with them.
result<journal::event_query> query_of(const events_options& options) {
  journal::event_query query;
  query.after = options.from.value_or(0) > 0 ? *options.from - 1 : 0;
  query.key = options.key;
  for (const auto& text : options.topics) {
    auto parsed = pattern::parse(text);
    if (!parsed)
      return error{ec::malformed, "--topic: " + parsed.failure().what};
    query.topics.push_back(*std::move(parsed));
  }
  if (!options.correlation.empty()) {
    const auto id = parse_uuid(options.correlation);
    if (!id)
      return error{ec::malformed, "--correlation: " + id.failure().what};
    query.correlation = *id;
  }
  return query;
}

std::string shown(const journal::batch& events, journal::sequence_number to, output_format format) {
  std::string out;
  for (const auto& e : events.events)
    if (e.sequence <= to)
      out += (format == output_format::json ? event_json(e) : event_line(e)) + '\n';
  return out;
}

int show(journal::reader& from, journal::event_query query, const events_options& options) {
  std::optional<stop_signals> signals;
  if (options.follow)
    signals.emplace();
  // What comes meanwhile is for who follows: a writer may be faster than we are.
  for (auto end = std::numeric_limits<journal::sequence_number>::max(); query.after < end;) {
    const auto page = from.read(query);
    if (!page) {
      std::cerr << "troupe: " << to_string(page.failure()) << '\n';
      return exit_code_of(page.failure());
    }
    if (!options.follow)
      end = std::min(end, page->head);
    const auto text = shown(*page->events, end, options.format);
    if (!text.empty() && !print(text))
      return exit_done; // Nobody reads on: `| head`.
    query.after = page->upto;
    const bool at_end = page->upto >= page->head;
    if (signals && signals->arrived(at_end ? follow_pause : std::chrono::milliseconds{0}))
      return exit_done;
  }
  return exit_done;
}

int events(const events_options& options) {
  const auto query = query_of(options);
  if (!query) {
    std::cerr << "troupe: " << query.failure().what << '\n';
    return exit_usage;
  }
  const auto opened = read_journal(options.source);
  if (!opened.value)
    return opened.exit_code;
  if (options.from)
    say_what_is_gone(*opened.value, *options.from);
  return show(*opened.value, *query, options);
}

} // namespace

void add_events(CLI::App& app, action& chosen) {
  const auto options = std::make_shared<events_options>();
  auto* command = app.add_subcommand("events", "Show the journal's events");
  add_deployment_source(*command, options->source);
  command
      ->add_option("--topic", options->topics, "Only of these topics; * is one token, > the rest")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  command->add_option("--key", options->key, "Only of this key")->type_name("KEY");
  command
      ->add_option("--correlation", options->correlation, "Only what followed from one first event")
      ->type_name("ID");
  command->add_option("--from", options->from, "From this sequence on")
      ->type_name("SEQUENCE")
      ->check(has_no_minus);
  command->add_flag("--follow", options->follow, "Go on as events come, until it is stopped");
  add_format(*command, options->format);
  command->footer(
      R"(Reads the journal beside a deployment that runs, up to the event that was the last at the start
unless it follows, and of one that is stopped. In text, a line is: sequence, time, topic, key,
correlation, payload. In JSON, each line is an object.

Examples:
  troupe events config/order-processing.yaml --key 536365
  troupe events config/order-processing.yaml --topic 'orders.*' --follow
  troupe events config/order-processing.yaml --from 1000 --format json | jq .payload)");
  command->callback([options, &chosen] { chosen = [options] { return events(*options); }; });
}

} // namespace troupe::cli
