// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/edit_letter.hpp"

#include "assembly/compact_json.hpp"
#include "cli/deployment_source.hpp"
#include "cli/journal_access.hpp"
#include "cli/letter_access.hpp"
#include "cli/operator_name.hpp"
#include "cli/output.hpp"
#include "cli/text_editor.hpp"
#include "cli/typed_text.hpp"
#include "journal/find_letter.hpp"
#include "troupe/json.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace troupe::cli {
namespace {

struct edit_options {
  deployment_source source;
  std::string id;
  std::string file;
  std::string reason;
};

/// The letter's payload as it is now, from a reader that is closed before anybody edits.
struct read_payload {
  std::optional<std::string> value;
  int exit_code = exit_done;
};

read_payload payload_of(const uuid& id, const edit_options& options, const known_deployment& of) {
  const auto opened = read_journal(of);
  if (!opened.value)
    return {std::nullopt, opened.exit_code};
  const auto found = journal::find_letter(*opened.value, id);
  if (!found)
    return {std::nullopt, failed(found.failure(), exit_code_of(found.failure()))};
  if (!*found)
    return {std::nullopt,
            failed({ec::not_found, "there is no dead letter " + options.id +
                                       "; troupe dead-letters list " + options.source.file +
                                       " --ungrouped shows those that are there"},
                   exit_usage)};
  const auto& letter = **found;
  if (!letter.event)
    return {std::nullopt,
            failed({ec::invalid, "the dead letter " + options.id +
                                     " is no event, so it has no payload; troupe dead-letters "
                                     "show tells what it is"},
                   exit_usage)};
  return {std::string{letter.event->payload.text()}, exit_done};
}

int change(const control::edit_letter& what, const known_deployment& known) {
  const auto found = open_letters(known);
  if (!found.value)
    return found.exit_code;
  const auto done = found.value->edit(what);
  if (!done)
    return failed(done.failure(), code_for_typist(done.failure()));
  print("edited the dead letter " + to_string(what.id) +
        (done->decoded ? "" : "; its event's type is not known here, so it was read as JSON only") +
        "; replay it to have it handled\n");
  return exit_done;
}

int edit_by_hand(control::edit_letter what, const std::string& payload,
                 const known_deployment& known) {
  const auto shown = pretty_json(payload) + '\n';
  auto edited = text_editor::edit(shown);
  if (!edited)
    return failed(edited.failure(), code_for_typist(edited.failure()));
  if (assembly::compact_json(edited->text()) == assembly::compact_json(shown)) {
    edited->remove();
    print("nothing was changed\n");
    return exit_done;
  }
  what.payload = edited->text();
  const int code = change(what, known);
  if (code == exit_done)
    edited->remove();
  else
    std::cerr << "troupe: what you wrote is in " << edited->file().string()
              << "; mend it, and give it with --file\n";
  return code;
}

int edit(const edit_options& options) {
  const auto id = parse_uuid(options.id);
  if (!id)
    return failed({ec::malformed, "ID: " + id.failure().what}, exit_usage);
  const known_deployment known{options.source};
  const auto payload = payload_of(*id, options, known);
  if (!payload.value)
    return payload.exit_code;
  control::edit_letter what{*id, {}, operator_name(), options.reason};
  if (options.file.empty())
    return edit_by_hand(std::move(what), *payload.value, known);
  auto text = read_text(options.file);
  if (!text)
    return failed({text.failure().code, text.failure().what, "--file"}, exit_usage);
  what.payload = *std::move(text);
  return change(what, known);
}

} // namespace

void add_edit(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<edit_options>();
  auto* command = to.add_subcommand("edit", "Give a dead letter's event another payload");
  add_deployment_source(*command, options->source);
  command->add_option("ID", options->id, "The dead letter's id")->required();
  command->add_option("--file", options->file, "The payload's file, - for standard input")
      ->type_name("F");
  command->add_option("--reason", options->reason, "Why, for the audit trail")->type_name("TEXT");
  command->footer(
      R"(Without a file the payload opens in the editor that VISUAL or EDITOR names. It is read as the service
that failed will read it, before anything is written; its key cannot be changed. A replay delivers what
was edited, to that service alone: the event in the journal stays as it is, and so does the original, which
show tells.

Examples:
  troupe dead-letters edit config/order-processing.yaml 01936c5e-4f2a-7cc3-98a1-0123456789ab
  troupe dead-letters edit config/order-processing.yaml 01936c5e-4f2a-7cc3-98a1-0123456789ab --file - < mended.json)");
  command->callback([options, &chosen] { chosen = [options] { return edit(*options); }; });
}

} // namespace troupe::cli
