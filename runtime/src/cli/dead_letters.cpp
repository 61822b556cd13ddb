// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/commands.hpp"
#include "cli/deployment_source.hpp"
#include "cli/edit_letter.hpp"
#include "cli/export_letters.hpp"
#include "cli/format_option.hpp"
#include "cli/journal_access.hpp"
#include "cli/letter_audit.hpp"
#include "cli/letter_filter.hpp"
#include "cli/letter_groups.hpp"
#include "cli/letter_list.hpp"
#include "cli/letters.hpp"
#include "cli/move_letters.hpp"
#include "troupe/clock.hpp"

#include "journal/find_letter.hpp"

#include <iostream>

namespace troupe::cli {
namespace {

struct list_options {
  deployment_source source;
  letter_filter filter;
  bool ungrouped = false;
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

int print_json(journal::reader& from, const letter_search& what) {
  constexpr std::size_t enough = 64 * 1024;
  std::string out = "{\"dead_letters\":[";
  std::uint64_t count = 0;
  const auto read = for_each_letter(from, what, [&](journal::dead_letter_record&& x) {
    out += (count++ > 0 ? "," : "") + letter_json(x);
    if (out.size() >= enough) {
      print(out);
      out.clear();
    }
  });
  print(out + "],\"count\":" + std::to_string(count) + "}\n");
  return read ? exit_done : failed(read.failure(), exit_code_of(read.failure()));
}

int print_groups(journal::reader& from, const letter_search& what, const list_options& options,
                 time_point now) {
  auto kinds = from.dead_letter_kinds(what.query);
  if (!kinds)
    return failed(kinds.failure(), exit_code_of(kinds.failure()));
  std::erase_if(*kinds, [&](const journal::dead_letter_kind& x) { return !what.wants(x); });
  const auto groups = groups_of(*kinds);
  print(options.format == output_format::json ? groups_json(groups) + '\n'
                                              : groups_text(groups, now, options.limit));
  return exit_done;
}

int list(const list_options& options) {
  const auto now = system_time().now();
  const auto what = search_of(options.filter, now);
  if (!what)
    return failed(what.failure(), exit_usage);
  const auto opened = read_journal(options.source);
  if (!opened.value)
    return opened.exit_code;
  if (!options.ungrouped)
    return print_groups(*opened.value, *what, options, now);
  if (options.format == output_format::json)
    return print_json(*opened.value, *what);
  letter_list shown{options.limit};
  const auto read = for_each_letter(
      *opened.value, *what, [&](journal::dead_letter_record&& x) { shown.add(std::move(x)); });
  if (!read)
    return failed(read.failure(), exit_code_of(read.failure()));
  print(shown.text());
  return exit_done;
}

int show(const show_options& options) {
  const auto id = parse_uuid(options.id);
  if (!id)
    return failed({ec::malformed, "ID: " + id.failure().what}, exit_usage);
  const auto opened = read_journal(options.source);
  if (!opened.value)
    return opened.exit_code;
  const auto found = journal::find_letter(*opened.value, *id);
  if (!found)
    return failed(found.failure(), exit_code_of(found.failure()));
  if (!*found)
    return failed({ec::not_found, "there is no dead letter " + options.id +
                                      "; troupe dead-letters list " + options.source.file +
                                      " --ungrouped shows those that are there"},
                  exit_usage);
  print(options.format == output_format::json ? letter_json(**found) + '\n' : letter_text(**found));
  return exit_done;
}

void add_list(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<list_options>();
  auto* command = to.add_subcommand("list", "How many of each kind, since when, and their names");
  add_deployment_source(*command, options->source);
  add_letter_filter(*command, options->filter);
  command->add_flag("--ungrouped", options->ungrouped, "The letters instead of their groups");
  command->add_option("--limit", options->limit, "Lines in text; 0 for all (50 is the default)")
      ->type_name("N");
  add_format(*command, options->format);
  command->footer(
      R"(Letters of one service, with one reason and one error, are a group and a line. Errors count as one
where they differ in numbers and ids only: each UUID, and each word of 8 or more hexadecimal digits with
letters and digits among them, counts as <id>, each other run of digits as <n>, white space as a blank.
A group's name stays the same, so --group takes it in all commands about dead letters.

Examples:
  troupe dead-letters list config/order-processing.yaml --service payment --since 2h
  troupe dead-letters list config/order-processing.yaml --topic 'orders.*' --age 30d
  troupe dead-letters list config/order-processing.yaml --ungrouped --format json)");
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
      R"(list, show, export and audit read the journal. replay, edit and drop are carried out by the
deployment, where it runs, and by the command itself, where it does not.

Examples:
  troupe dead-letters list config/order-processing.yaml
  troupe dead-letters replay config/order-processing.yaml --service payment)");
  add_list(*command, chosen);
  add_show(*command, chosen);
  add_replay(*command, chosen);
  add_edit(*command, chosen);
  add_drop(*command, chosen);
  add_resolve(*command, chosen);
  add_export(*command, chosen);
  add_audit(*command, chosen);
}

} // namespace troupe::cli
