// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/move_letters.hpp"

#include "cli/deployment_source.hpp"
#include "cli/journal_access.hpp"
#include "cli/letter_changes.hpp"
#include "cli/letters.hpp"
#include "cli/output.hpp"
#include "vocabulary/nearest.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace troupe::cli {
namespace {

enum class moves { replay, drop };

struct move_options {
  deployment_source source;
  std::vector<std::string> ids;
  std::optional<std::string> service;
  bool all = false;
};

/// The queries that find what the options name, or what is wrong with them.
result<std::vector<journal::dead_letter_query>> queries_of(const move_options& options) {
  const int ways =
      (options.ids.empty() ? 0 : 1) + (options.service ? 1 : 0) + (options.all ? 1 : 0);
  if (ways != 1)
    return error{ec::invalid, "say which: ids, or --service ID, or --all"};
  std::vector<journal::dead_letter_query> queries;
  for (const auto& text : options.ids) {
    const auto id = parse_uuid(text);
    if (!id)
      return error{ec::malformed, "ID: " + id.failure().what};
    queries.emplace_back().id = *id;
  }
  if (options.ids.empty())
    queries.emplace_back().service = options.service;
  return queries;
}

/// Moves letters, and remembers what came of it.
class mover {
public:
  mover(moves how, journal::engine& storage, journal::reader& from)
      : how_(how), storage_(storage), from_(from) {}

  result<void> find_subscriptions() {
    auto all = from_.subscriptions();
    if (!all)
      return std::move(all).failure();
    for (const auto& x : *all)
      known_.emplace(x.name, x.number);
    return {};
  }

  /// False where the query is for one letter, and it is not there.
  result<bool> move(const journal::dead_letter_query& query) {
    std::uint64_t found = 0;
    std::vector<journal::commit> commits;
    const auto read = for_each_letter(from_, query, [&](journal::dead_letter_record&& x) {
      ++found;
      if (how_ == moves::drop)
        commits.push_back(drop_of(x));
      else if (auto why = why_not_replayed(x, known_))
        left_.push_back({x.id, *std::move(why)});
      else
        commits.push_back(replay_of(x, known_));
    });
    if (!read)
      return read.failure();
    const auto count = commits.size();
    auto refused = write_all(storage_, commits);
    if (!refused)
      return std::move(refused).failure();
    moved_ += count - refused->size();
    left_.insert(left_.end(), refused->begin(), refused->end());
    return !query.id || found > 0;
  }

  /// Whether somebody may have failed on a letter: a child of now, or of before.
  bool is_known(const std::string& service) const { return known_.count(service) > 0; }

  std::uint64_t moved() const { return moved_; }
  const std::vector<left_letter>& left() const { return left_; }

private:
  moves how_;
  journal::engine& storage_;
  journal::reader& from_;
  subscription_numbers known_;
  std::uint64_t moved_ = 0;
  std::vector<left_letter> left_;
};

int failed(const error& why) {
  std::cerr << "troupe: " << to_string(why) << '\n';
  return exit_code_of(why);
}

/// A service that neither the deployment nor the journal has is a typing error; nothing where it is
/// known.
std::optional<std::string> unknown_service(const move_options& options,
                                           const deploy::deployment& what, const mover& all) {
  if (!options.service || all.is_known(*options.service) || all.moved() > 0 || !all.left().empty())
    return std::nullopt;
  std::vector<std::string_view> names;
  for (const auto* each : deploy::services(what.tree))
    names.push_back(each->id);
  if (std::find(names.begin(), names.end(), *options.service) != names.end())
    return std::nullopt;
  return "--service: there is no child '" + *options.service + "', and none had dead letters" +
         suggestion(*options.service, names);
}

std::string nothing_found(const move_options& options, moves how) {
  const std::string whose = options.service ? " of the service " + *options.service : "";
  return std::string{"there are no dead letters"} + whose + ", so there is nothing to " +
         (how == moves::drop ? "drop\n" : "replay\n");
}

void tell(const mover& done, const move_options& options, moves how) {
  for (const auto& x : done.left())
    std::cerr << "troupe: " << to_string(x.id) << " stays: " << x.why << '\n';
  if (done.moved() == 0 && done.left().empty() && options.ids.empty()) {
    print(nothing_found(options, how));
    return;
  }
  const auto count = grouped(done.moved()) + (done.moved() == 1 ? " dead letter" : " dead letters");
  print(how == moves::drop
            ? "dropped " + count + "\n"
            : "replayed " + count +
                  (done.moved() > 0 ? ", handled when the deployment runs\n" : "\n"));
}

int move_letters(moves how, const move_options& options) {
  const auto queries = queries_of(options);
  if (!queries) {
    std::cerr << "troupe: " << queries.failure().what << '\n';
    return exit_usage;
  }
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  const auto opened = own_journal(loaded.value->what);
  if (!opened.value)
    return opened.exit_code;
  const auto reader = opened.value->open_reader();
  if (!reader)
    return failed(reader.failure());
  mover all{how, *opened.value, **reader};
  if (const auto known = all.find_subscriptions(); !known)
    return failed(known.failure());
  int code = exit_done;
  for (const auto& query : *queries) {
    const auto found = all.move(query);
    if (!found)
      return failed(found.failure());
    if (!*found) {
      std::cerr << "troupe: there is no dead letter " << to_string(*query.id)
                << "; troupe dead-letters list " << options.source.file
                << " shows those that are there\n";
      code = exit_usage;
    }
  }
  if (const auto unknown = unknown_service(options, loaded.value->what, all)) {
    std::cerr << "troupe: " << *unknown << '\n';
    return exit_usage;
  }
  tell(all, options, how);
  // Whoever names a letter wants that one; whoever names many takes those that can be had, which
  // may be none.
  return !options.ids.empty() && !all.left().empty() ? exit_usage : code;
}

void add_move(CLI::App& to, action& chosen, moves how, const char* name, const char* what,
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
      to, chosen, moves::replay, "replay", "Send dead letters to the service that failed on them",
      R"(The same event goes to the subscription that failed and to no other, with no attempt spent,
behind what waits for its key. It is handled when the deployment runs.

Examples:
  troupe dead-letters replay config/order-processing.yaml 01936c5e-4f2a-7cc3-98a1-0123456789ab
  troupe dead-letters replay config/order-processing.yaml --service payment)");
}

void add_drop(CLI::App& to, action& chosen) {
  add_move(to, chosen, moves::drop, "drop", "Remove dead letters for good",
           "Example:\n  troupe dead-letters drop config/order-processing.yaml --service intake");
}

} // namespace troupe::cli
