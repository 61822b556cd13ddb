// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/move_letters.hpp"

#include "assembly/letter_changes.hpp"
#include "cli/deployment_source.hpp"
#include "cli/journal_access.hpp"
#include "cli/letter_access.hpp"
#include "cli/letter_filter.hpp"
#include "cli/operator_name.hpp"
#include "cli/output.hpp"
#include "cli/pace.hpp"
#include "cli/signals.hpp"
#include "journal/find_letter.hpp"
#include "journal/reason.hpp"
#include "troupe/clock.hpp"
#include "vocabulary/nearest.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <compare>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>

namespace troupe::cli {
namespace {

using control::letter_verb;

/// Those whose order is told: a letter that is no event goes first.
struct named_letter {
  journal::sequence_number sequence = 0;
  uuid id;
  friend auto operator<=>(const named_letter&, const named_letter&) = default;
};

struct move_options {
  deployment_source source;
  std::vector<std::string> ids;
  letter_filter filter;
  bool all = false;
  bool dry_run = false;
  std::uint32_t rate = 0; ///< in a second; 0 for as fast as it can
  std::optional<std::string> why;
};

/// Whether the letters are gone then, unhandled.
bool gives_up(letter_verb how) {
  return how != letter_verb::replay;
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

/// What the options name, or what is wrong with them.
result<std::vector<uuid>> named_ids(letter_verb how, const move_options& options) {
  const int ways = (options.ids.empty() ? 0 : 1) + (options.filter.says_anything() ? 1 : 0) +
                   (options.all ? 1 : 0);
  if (ways != 1)
    return error{ec::invalid,
                 "say which: ids, or filters such as --service ID and --group NAME, or --all"};
  if (gives_up(how) && !options.dry_run && options.why.value_or("").empty())
    return error{
        ec::invalid,
        "say why: --reason TEXT; troupe dead-letters audit tells it to whoever asks later"};
  if (options.why && journal::reason_named(*options.why))
    return error{ec::invalid, "--reason says why, and '" + *options.why +
                                  "' is a reason of dead letters; for those that have it, say "
                                  "--letter-reason " +
                                  *options.why + " and --reason TEXT"};
  std::vector<uuid> ids;
  for (const auto& text : options.ids) {
    const auto id = parse_uuid(text);
    if (!id)
      return error{ec::malformed, "ID: " + id.failure().what};
    ids.push_back(*id);
  }
  return ids;
}

/// In order of their events' sequences, so that no request gets ahead of another.
result<std::vector<uuid>> in_order(journal::reader& from, const letter_search& what,
                                   const std::vector<uuid>& ids) {
  std::vector<named_letter> found;
  const auto add = [&](journal::dead_letter_record&& x) {
    found.push_back({x.event ? x.event->sequence : 0, x.id});
  };
  if (ids.empty())
    if (const auto read = for_each_letter(from, what, add); !read)
      return read.failure();
  for (const auto& id : ids) {
    auto one = journal::find_letter(from, id);
    if (!one)
      return std::move(one).failure();
    if (*one)
      add(**std::move(one));
    else
      found.push_back({0, id}); // Whoever moves them tells that it is not there.
  }
  std::sort(found.begin(), found.end());
  std::vector<uuid> all;
  for (const auto& x : found)
    all.push_back(x.id);
  return all;
}

void add(control::letters_moved& to, control::letters_moved&& more) {
  to.moved += more.moved;
  std::move(more.left.begin(), more.left.end(), std::back_inserter(to.left));
  std::move(more.missing.begin(), more.missing.end(), std::back_inserter(to.missing));
}

using moving = std::function<result<control::letters_moved>(const control::move_letters&)>;

/// As many requests as it takes, each of which is done soon; at a rate, until it is stopped.
result<control::letters_moved> move_all(const moving& move, control::move_letters what,
                                        const std::vector<uuid>& ids, std::uint32_t rate) {
  std::optional<stop_signals> signals;
  if (rate > 0)
    signals.emplace();
  const pace allowed{std::max(rate, 1U)};
  const auto began = system_time().elapsed();
  control::letters_moved all;
  for (std::size_t gone = 0; gone < ids.size();) {
    auto count = std::min(ids.size() - gone, control::letters_max);
    if (rate > 0) {
      const auto elapsed = system_time().elapsed() - began;
      count = std::min<std::size_t>(count, allowed.room(elapsed, gone));
      const auto wait = allowed.next(gone) - elapsed;
      if (signals->arrived(count > 0 ? std::chrono::milliseconds{0}
                                     : std::chrono::ceil<std::chrono::milliseconds>(wait)))
        return all;
    }
    if (count == 0)
      continue;
    const auto first = ids.begin() + static_cast<std::ptrdiff_t>(gone);
    what.ids.assign(first, first + static_cast<std::ptrdiff_t>(count));
    auto told = move(what);
    if (!told)
      return told;
    add(all, *std::move(told));
    gone += count;
  }
  return all;
}

/// What would become of it, by what the journal holds now.
moving only_planning(std::shared_ptr<journal::reader> from) {
  return [from](const control::move_letters& what) -> result<control::letters_moved> {
    auto plan = assembly::plan_move(*from, what, system_time().now());
    if (!plan)
      return std::move(plan).failure();
    plan->told.moved = plan->moves.size();
    return std::move(plan->told);
  };
}

/// A service that neither the deployment nor the journal has is a typing error; nothing where it is
/// known.
result<std::optional<std::string>> unknown_service(const std::string& service,
                                                   const letter_access& by) {
  const auto subscriptions = by.from->subscriptions();
  if (!subscriptions)
    return subscriptions.failure();
  const auto children = by.children();
  if (!children)
    return children.failure();
  const std::vector<std::string_view> names{children->begin(), children->end()};
  const bool is_known =
      std::find(names.begin(), names.end(), service) != names.end() ||
      std::any_of(subscriptions->begin(), subscriptions->end(),
                  [&](const journal::subscription_record& x) { return x.name == service; });
  if (is_known)
    return std::optional<std::string>{};
  return std::optional{"--service: there is no child '" + service + "', and none had dead letters" +
                       suggestion(service, names)};
}

std::string nothing_found(const move_options& options, letter_verb how) {
  const std::string whose =
      options.filter.service ? " of the service " + *options.filter.service : "";
  const bool is_narrow = options.filter.says_anything() && !options.filter.service;
  return std::string{"there are no dead letters"} + (is_narrow ? " that fit" : whose) +
         ", so there is nothing to " + infinitive_of(how) + '\n';
}

std::string what_was_moved(const control::letters_moved& done, letter_verb how,
                           const move_options& options, bool runs) {
  const auto count = grouped(done.moved) + (done.moved == 1 ? " dead letter" : " dead letters");
  if (options.dry_run)
    return std::string{"would "} + infinitive_of(how) + ' ' + count + '\n';
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
    std::cerr << "troupe: " << to_string(x.id) << (options.dry_run ? " would stay: " : " stays: ")
              << x.why << '\n';
  if (!options.ids.empty())
    for (const auto& x : done.missing)
      std::cerr << "troupe: there is no dead letter " << to_string(x)
                << "; troupe dead-letters list " << options.source.file
                << " --ungrouped shows those that are there\n";
  const bool found_none = done.moved == 0 && done.left.empty() && options.ids.empty();
  print(found_none ? nothing_found(options, how) : what_was_moved(done, how, options, runs));
}

/// For a dry run it is enough to read; what it says is what it would be without a deployment.
found_access open_for(const move_options& options, const known_deployment& known) {
  if (!options.dry_run)
    return open_letters(known);
  auto opened = read_journal(known);
  if (!opened.value)
    return {std::nullopt, opened.exit_code};
  letter_access made;
  made.from = std::move(opened.value);
  made.move = only_planning(made.from);
  made.children = [&known, service = options.filter.service.value_or("")] {
    // Of a file that is not sound nobody knows its children, so the one that is named may be one.
    return known.is_sound() ? children_of(*known.sound()) : std::vector{service};
  };
  return {std::move(made), exit_done};
}

int usage(const std::string& what) {
  std::cerr << "troupe: " << what << '\n';
  return exit_usage;
}

int move_letters(letter_verb how, const move_options& options) {
  auto ids = named_ids(how, options);
  if (!ids)
    return usage(ids.failure().what);
  const auto what = search_of(options.filter, system_time().now());
  if (!what)
    return usage(what.failure().what);
  const known_deployment known{options.source};
  const auto found = open_for(options, known);
  if (!found.value)
    return found.exit_code;
  const auto& by = *found.value;
  if (options.rate > 0 && !options.dry_run && !by.runs)
    return usage("--rate needs the deployment to run: what is replayed without it is handled as "
                 "fast as it can when it runs; run it first, or leave --rate out");
  ids = in_order(*by.from, *what, *ids);
  if (!ids)
    return failed(ids.failure());
  if (ids->empty() && options.filter.service) {
    const auto unknown = unknown_service(*options.filter.service, by);
    if (!unknown)
      return failed(unknown.failure());
    if (*unknown)
      return usage(**unknown);
  }
  const auto done = move_all(by.move, {how, {}, operator_name(), options.why.value_or("")}, *ids,
                             options.dry_run ? 0 : options.rate);
  if (!done)
    return failed(done.failure());
  tell(*done, options, how, by.runs);
  // Whoever names a letter wants that one; whoever names many takes those that can be had, which
  // may be none.
  const bool is_whole = done->left.empty() && done->missing.empty();
  return options.ids.empty() || is_whole ? exit_done : exit_usage;
}

CLI::App* add_move(CLI::App& to, action& chosen, const std::shared_ptr<move_options>& options,
                   letter_verb how, const char* name, const char* what) {
  auto* command = to.add_subcommand(name, what);
  add_deployment_source(*command, options->source);
  command->add_option("ID", options->ids, "The dead letters' ids");
  add_letter_filter(*command, options->filter, gives_up(how) ? "--letter-reason" : "--reason");
  command->add_flag("--all", options->all, "All");
  command->add_flag("--dry-run", options->dry_run, "Say what would be done, and do nothing");
  command->callback(
      [options, how, &chosen] { chosen = [options, how] { return move_letters(how, *options); }; });
  return command;
}

} // namespace

void add_replay(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<move_options>();
  auto* command = add_move(to, chosen, options, letter_verb::replay, "replay",
                           "Send dead letters to the service that failed on them");
  command
      ->add_option("--rate", options->rate,
                   "At most so many a second, from 1 to 100000; Ctrl-C ends it between two")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000));
  command->footer(
      R"(The same event goes to the subscription that failed and to no other, with no attempt spent,
behind what waits for its key. Letters of one key go in order of their events. A handler that asks is told
that it is a replay, and whether it comes late. A deployment that runs handles it at once, any other when it runs.

Examples:
  troupe dead-letters replay config/order-processing.yaml 01936c5e-4f2a-7cc3-98a1-0123456789ab
  troupe dead-letters replay config/order-processing.yaml --service payment --rate 20
  troupe dead-letters replay config/order-processing.yaml --group 3f2a91c04b7e --dry-run)");
}

void add_drop(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<move_options>();
  auto* command =
      add_move(to, chosen, options, letter_verb::drop, "drop", "Remove dead letters for good");
  command->add_option("--reason", options->why, "Why, for the audit trail")->type_name("TEXT");
  command->footer(
      R"(What is dropped is gone; that it was dropped, by whom and why, stays in the audit trail.

Example:
  troupe dead-letters drop config/order-processing.yaml --service intake --reason "sent again by mail")");
}

void add_resolve(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<move_options>();
  auto* command = add_move(to, chosen, options, letter_verb::resolve, "resolve",
                           "Let the later events of a key go on without a dead letter");
  command->add_option("--reason", options->why, "Why, for the audit trail")->type_name("TEXT");
  command->footer(
      R"(For services with 'after_dead_letter: hold', where the later events of a key wait behind a dead letter:
what had to be done for it was done by hand. It is removed, and its key goes on.

Example:
  troupe dead-letters resolve config/order-processing.yaml 01936c5e-4f2a-7cc3-98a1-0123456789ab \
    --reason "refunded by hand")");
}

} // namespace troupe::cli
