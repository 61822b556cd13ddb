// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/move_letters.hpp"

#include "assembly/letter_changes.hpp"
#include "cli/deployment_source.hpp"
#include "cli/journal_access.hpp"
#include "cli/letters.hpp"
#include "cli/output.hpp"
#include "cli/running_deployment.hpp"
#include "vocabulary/nearest.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>

namespace troupe::cli {
namespace {

using control::letter_verb;

struct move_options {
  deployment_source source;
  std::vector<std::string> ids;
  std::optional<std::string> service;
  bool all = false;
};

/// The letters that the options name, or what is wrong with them.
result<std::vector<uuid>> named_letters(const move_options& options) {
  const int ways =
      (options.ids.empty() ? 0 : 1) + (options.service ? 1 : 0) + (options.all ? 1 : 0);
  if (ways != 1)
    return error{ec::invalid, "say which: ids, or --service ID, or --all"};
  std::vector<uuid> ids;
  for (const auto& text : options.ids) {
    const auto id = parse_uuid(text);
    if (!id)
      return error{ec::malformed, "ID: " + id.failure().what};
    ids.push_back(*id);
  }
  return ids;
}

/// Those of one service, or all.
result<std::vector<uuid>> find_letters(journal::reader& from,
                                       const std::optional<std::string>& service) {
  std::vector<uuid> ids;
  journal::dead_letter_query query;
  query.service = service;
  const auto read =
      for_each_letter(from, query, [&](journal::dead_letter_record&& x) { ids.push_back(x.id); });
  if (!read)
    return read.failure();
  return ids;
}

/// Who carries a request out: the deployment that runs, or this process in its place.
struct mover {
  std::function<result<control::letters_moved>(const control::move_letters&)> move;
  /// What is read from, as it is kept where this process is the owner.
  std::shared_ptr<journal::reader> from;
  bool runs = false;
};

/// The mover, or the exit code after the reason was written to standard error.
struct found_mover {
  std::optional<mover> value;
  int exit_code = exit_done;
};

found_mover find_mover(const deploy::deployment& what) {
  auto reached = reach(what);
  if (!reached)
    return {std::nullopt, failed(reached.failure())};
  if (*reached) {
    auto opened = read_journal(what);
    if (!opened.value)
      return {std::nullopt, opened.exit_code};
    const auto through = std::make_shared<control::client>(**std::move(reached));
    return {mover{[through](const control::move_letters& x) { return ask_move(*through, x); },
                  std::move(opened.value), true}};
  }
  auto opened = own_journal(what);
  if (!opened.value)
    return {std::nullopt, opened.exit_code};
  const std::shared_ptr<journal::engine> owned{std::move(opened.value)};
  auto reader = owned->open_reader();
  if (!reader)
    return {std::nullopt, failed(reader.failure())};
  const std::shared_ptr<journal::reader> from{*std::move(reader)};
  return {mover{[owned, from](const control::move_letters& x) {
                  return assembly::move_letters(*owned, *from, x);
                },
                from, false}};
}

/// As many requests as it takes, each of which is done soon.
result<control::letters_moved> move_all(const mover& by, letter_verb how,
                                        const std::vector<uuid>& ids) {
  control::letters_moved all;
  for (auto first = ids.begin(); first != ids.end();) {
    const auto rest = static_cast<std::size_t>(ids.end() - first);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(rest, control::letters_max));
    auto told = by.move({how, {first, last}});
    if (!told)
      return told;
    all.moved += told->moved;
    std::move(told->left.begin(), told->left.end(), std::back_inserter(all.left));
    std::move(told->missing.begin(), told->missing.end(), std::back_inserter(all.missing));
    first = last;
  }
  return all;
}

/// A service that neither the deployment nor the journal has is a typing error; nothing where it is
/// known.
result<std::optional<std::string>>
unknown_service(const std::string& service, const deploy::deployment& what, journal::reader& from) {
  const auto subscriptions = from.subscriptions();
  if (!subscriptions)
    return subscriptions.failure();
  std::vector<std::string_view> names;
  for (const auto* each : deploy::services(what.tree))
    names.push_back(each->id);
  const bool is_known =
      std::find(names.begin(), names.end(), service) != names.end() ||
      std::any_of(subscriptions->begin(), subscriptions->end(),
                  [&](const journal::subscription_record& x) { return x.name == service; });
  if (is_known)
    return std::optional<std::string>{};
  return std::optional{"--service: there is no child '" + service + "', and none had dead letters" +
                       suggestion(service, names)};
}

const char* infinitive_of(letter_verb how) {
  switch (how) {
  case letter_verb::replay:
    return "replay";
  case letter_verb::drop:
    return "drop";
  case letter_verb::resolve:
    break;
  }
  return "resolve";
}

std::string nothing_found(const move_options& options, letter_verb how) {
  const std::string whose = options.service ? " of the service " + *options.service : "";
  return std::string{"there are no dead letters"} + whose + ", so there is nothing to " +
         infinitive_of(how) + '\n';
}

std::string what_was_moved(const control::letters_moved& done, letter_verb how, bool runs) {
  const auto count = grouped(done.moved) + (done.moved == 1 ? " dead letter" : " dead letters");
  if (how == letter_verb::drop)
    return "dropped " + count + '\n';
  if (how == letter_verb::resolve)
    return "resolved " + count + '\n';
  if (done.moved == 0)
    return "replayed " + count + '\n';
  return "replayed " + count +
         (runs ? ", and the deployment handles them\n" : ", handled when the deployment runs\n");
}

void tell(const control::letters_moved& done, const move_options& options, letter_verb how,
          bool runs) {
  for (const auto& x : done.left)
    std::cerr << "troupe: " << to_string(x.id) << " stays: " << x.why << '\n';
  if (!options.ids.empty())
    for (const auto& x : done.missing)
      std::cerr << "troupe: there is no dead letter " << to_string(x)
                << "; troupe dead-letters list " << options.source.file
                << " shows those that are there\n";
  const bool found_none = done.moved == 0 && done.left.empty() && options.ids.empty();
  print(found_none ? nothing_found(options, how) : what_was_moved(done, how, runs));
}

int move_letters(letter_verb how, const move_options& options) {
  auto ids = named_letters(options);
  if (!ids) {
    std::cerr << "troupe: " << ids.failure().what << '\n';
    return exit_usage;
  }
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  const auto found = find_mover(loaded.value->what);
  if (!found.value)
    return found.exit_code;
  const auto& by = *found.value;
  if (ids->empty())
    ids = find_letters(*by.from, options.service);
  if (!ids)
    return failed(ids.failure());
  if (ids->empty() && options.service) {
    const auto unknown = unknown_service(*options.service, loaded.value->what, *by.from);
    if (!unknown)
      return failed(unknown.failure());
    if (*unknown) {
      std::cerr << "troupe: " << **unknown << '\n';
      return exit_usage;
    }
  }
  const auto done = move_all(by, how, *ids);
  if (!done)
    return failed(done.failure());
  tell(*done, options, how, by.runs);
  // Whoever names a letter wants that one; whoever names many takes those that can be had, which
  // may be none.
  const bool is_whole = done->left.empty() && done->missing.empty();
  return options.ids.empty() || is_whole ? exit_done : exit_usage;
}

void add_move(CLI::App& to, action& chosen, letter_verb how, const char* name, const char* what,
              const char* footer) {
  const auto options = std::make_shared<move_options>();
  auto* command = to.add_subcommand(name, what);
  add_deployment_source(*command, options->source);
  command->add_option("ID", options->ids, "The dead letters' ids");
  command->add_option("--service", options->service, "All of this child")->type_name("ID");
  command->add_flag("--all", options->all, "All");
  command->footer(footer);
  command->callback(
      [options, how, &chosen] { chosen = [options, how] { return move_letters(how, *options); }; });
}

} // namespace

void add_replay(CLI::App& to, action& chosen) {
  add_move(
      to, chosen, letter_verb::replay, "replay",
      "Send dead letters to the service that failed on them",
      R"(The same event goes to the subscription that failed and to no other, with no attempt spent,
behind what waits for its key. A deployment that runs handles it at once, any other when it runs.

Examples:
  troupe dead-letters replay config/order-processing.yaml 01936c5e-4f2a-7cc3-98a1-0123456789ab
  troupe dead-letters replay config/order-processing.yaml --service payment)");
}

void add_drop(CLI::App& to, action& chosen) {
  add_move(to, chosen, letter_verb::drop, "drop", "Remove dead letters for good",
           "Example:\n  troupe dead-letters drop config/order-processing.yaml --service intake");
}

void add_resolve(CLI::App& to, action& chosen) {
  add_move(
      to, chosen, letter_verb::resolve, "resolve",
      "Let the later events of a key go on without a dead letter",
      R"(For services with 'after_dead_letter: hold', where the later events of a key wait behind a dead
letter. What had to be done for it was done by hand: it is removed, and its key goes on.

Example:
  troupe dead-letters resolve config/order-processing.yaml 01936c5e-4f2a-7cc3-98a1-0123456789ab)");
}

} // namespace troupe::cli
