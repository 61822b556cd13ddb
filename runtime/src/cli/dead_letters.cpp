// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/journal_access.hpp"
#include "cli/letter_list.hpp"
#include "cli/letters.hpp"
#include "cli/move_letters.hpp"
#include "journal/reason.hpp"

#include <iostream>

namespace troupe::cli {
namespace {

struct list_options {
  deployment_source source;
  std::optional<std::string> service;
  std::string reason;
  std::size_t limit = 50;
  output_format format = output_format::text;
};

struct show_options {
  deployment_source source;
  std::string id;
  output_format format = output_format::text;
};

int failed(const error& why, int code) {
  std::cerr << "troupe: " << to_string(why) << '\n';
  return code;
}

int print_json(journal::reader& from, const journal::dead_letter_query& query) {
  constexpr std::size_t enough = 64 * 1024;
  std::string out = "{\"dead_letters\":[";
  std::uint64_t count = 0;
  const auto read = for_each_letter(from, query, [&](journal::dead_letter_record&& x) {
    out += (count++ > 0 ? "," : "") + letter_json(x);
    if (out.size() >= enough) {
      print(out);
      out.clear();
    }
  });
  print(out + "],\"count\":" + std::to_string(count) + "}\n");
  return read ? exit_done : failed(read.failure(), exit_code_of(read.failure()));
}

int list(const list_options& options) {
  journal::dead_letter_query query;
  query.service = options.service;
  if (!options.reason.empty())
    query.reason = journal::reason_named(options.reason);
  if (!options.reason.empty() && !query.reason)
    return failed({ec::invalid,
                   "--reason: '" + options.reason +
                       "' is none; use attempts_spent, rejected, undecodable, expired, bad_input, "
                       "no_subscriber, actor_gone, left_in_mailbox or unhandled"},
                  exit_usage);
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  const auto opened = read_journal(loaded.value->what);
  if (!opened.value)
    return opened.exit_code;
  if (options.format == output_format::json)
    return print_json(*opened.value, query);
  letter_list shown{options.limit};
  const auto read = for_each_letter(
      *opened.value, query, [&](journal::dead_letter_record&& x) { shown.add(std::move(x)); });
  if (!read)
    return failed(read.failure(), exit_code_of(read.failure()));
  print(shown.text());
  return exit_done;
}

int show(const show_options& options) {
  journal::dead_letter_query query;
  const auto id = parse_uuid(options.id);
  if (!id)
    return failed({ec::malformed, "ID: " + id.failure().what}, exit_usage);
  query.id = *id;
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  const auto opened = read_journal(loaded.value->what);
  if (!opened.value)
    return opened.exit_code;
  const auto found = opened.value->dead_letters(query);
  if (!found)
    return failed(found.failure(), exit_code_of(found.failure()));
  if (found->empty())
    return failed({ec::not_found, "there is no dead letter " + options.id +
                                      "; troupe dead-letters list " + options.source.file +
                                      " shows those that are there"},
                  exit_usage);
  print(options.format == output_format::json ? letter_json(found->front()) + '\n'
                                              : letter_text(found->front()));
  return exit_done;
}

void add_list(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<list_options>();
  auto* command = to.add_subcommand("list", "How many of each kind, and the latest of them");
  add_deployment_source(*command, options->source);
  command->add_option("--service", options->service, "Only those of this child")->type_name("ID");
  command->add_option("--reason", options->reason, "Only those for this reason")
      ->type_name("REASON");
  command->add_option("--limit", options->limit, "Lines in text; 0 for all (50 is the default)")
      ->type_name("N");
  add_format(*command, options->format);
  command->footer("Example:\n  troupe dead-letters list config/order-processing.yaml "
                  "--service payment");
  command->callback([options, &chosen] { chosen = [options] { return list(*options); }; });
}

void add_show(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<show_options>();
  auto* command = to.add_subcommand("show", "One dead letter whole: history and payload");
  add_deployment_source(*command, options->source);
  command->add_option("ID", options->id, "The dead letter's id")->required();
  add_format(*command, options->format);
  command->footer("Example:\n  troupe dead-letters show config/order-processing.yaml "
                  "01936c5e-4f2a-7cc3-98a1-0123456789ab");
  command->callback([options, &chosen] { chosen = [options] { return show(*options); }; });
}

} // namespace

void add_dead_letters(CLI::App& app, action& chosen) {
  auto* command = app.add_subcommand(
      "dead-letters", "Look at what could not be handled, and send it on its way again");
  command->require_subcommand(1);
  command->footer(
      R"(list and show read the journal. replay and drop are carried out by the deployment, where it runs,
and by the command itself, where it does not.

Examples:
  troupe dead-letters list config/order-processing.yaml
  troupe dead-letters replay config/order-processing.yaml --service payment)");
  add_list(*command, chosen);
  add_show(*command, chosen);
  add_replay(*command, chosen);
  add_drop(*command, chosen);
  add_resolve(*command, chosen);
}

} // namespace troupe::cli
