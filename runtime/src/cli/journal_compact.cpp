// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/compaction.hpp"
#include "cli/deployment_source.hpp"
#include "cli/deployment_status.hpp"
#include "cli/format_option.hpp"
#include "cli/journal.hpp"
#include "cli/journal_access.hpp"
#include "cli/output.hpp"
#include "cli/running_deployment.hpp"
#include "cli/table.hpp"
#include "troupe/json.hpp"
#include "vocabulary/size_text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace troupe::cli {
namespace {

struct compact_options {
  deployment_source source;
  output_format format = output_format::text;
};

std::string text_of(const control::journal_compacted& x) {
  std::string text;
  if (x.events == 0) {
    text = "nothing was to be compacted";
  } else {
    table made{1, {"topic", "events gone", "bytes"}};
    for (const auto& each : x.topics)
      made.add({each.name, grouped(each.events), size_text(each.bytes)});
    text = made.text() + counted(x.events, "event is", "events are") + " gone, about " +
           size_text(x.bytes);
  }
  text += x.cut_short ? "\n"
                      : "; up to " + grouped(x.upto) + " of " + grouped(x.head) +
                            ", the newest of each key is there\n";
  if (x.held)
    text += x.held->by + " has settled " + grouped(x.held->settled) +
            " and holds back what is behind" + (x.held->note.empty() ? "" : "; " + x.held->note) +
            '\n';
  return text;
}

/// The subscriptions of a deployment that is stopped, with what they handle.
result<std::vector<assembly::awaited>> own_subscriptions(const loaded_deployment& loaded,
                                                         journal::reader& from) {
  const auto known = from.subscriptions();
  if (!known)
    return known.failure();
  std::vector<assembly::awaited> own;
  for (const auto* each : deploy::services(loaded.what.tree)) {
    const auto found = std::find_if(known->begin(), known->end(),
                                    [&](const auto& x) { return x.name == each->id; });
    if (found != known->end())
      own.push_back({found->number, activity_of(*each, loaded).topics});
  }
  return own;
}

result<control::journal_compacted> compact_stopped(const loaded_deployment& loaded,
                                                   journal::engine& storage) {
  const auto reader = storage.open_reader();
  if (!reader)
    return reader.failure();
  const auto own = own_subscriptions(loaded, **reader);
  if (!own)
    return own.failure();
  return assembly::compact_stopped(loaded.what, storage, **reader, *own);
}

int told(const result<control::journal_compacted>& made, output_format format) {
  if (!made)
    return refused(made.failure());
  print(format == output_format::json ? to_json(*made) + '\n' : text_of(*made));
  if (!made->cut_short)
    return exit_done;
  std::cerr << "troupe: a subscription was made, taken up or sent elsewhere meanwhile, so it ended "
               "before it was done; run it again\n";
  return exit_try_again;
}

int compact(const compact_options& options) {
  const known_deployment known{options.source};
  auto reached = reach(known);
  if (!reached)
    return failed(reached.failure());
  if (*reached)
    return told(ask_compaction(**reached), options.format);
  const auto* loaded = known.sound();
  if (loaded == nullptr)
    return known.exit_code();
  const auto& what = loaded->what;
  if (assembly::topics_to_compact(what).empty())
    return refused(assembly::nothing_to_compact(what));
  const auto opened = own_journal(what);
  if (!opened.value)
    return opened.exit_code;
  return told(compact_stopped(*loaded, *opened.value), options.format);
}

} // namespace

void add_journal_compact(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<compact_options>();
  auto* command = to.add_subcommand("compact", "Keep the newest event of each key alone");
  add_deployment_source(*command, options->source);
  add_format(*command, options->format);
  command->footer(
      R"(Of topics that say 'keep: latest', events go for which a newer one of their key is there, where all
subscriptions have settled both; also those of no child hold back what they have not settled. An event
that is parked or that a dead letter is of stays, and so does one without a key. A deployment that runs
does this by itself, where a quarter of its journal is new, and at once when this asks it to, between
its commits. The file gets no smaller, its pages are used again.

Exit codes: 0 done, 64 no topic says 'keep: latest', 75 it ended before it was done.

Example:
  troupe journal compact config/order-processing.yaml)");
  command->callback([options, &chosen] { chosen = [options] { return compact(*options); }; });
}

} // namespace troupe::cli
