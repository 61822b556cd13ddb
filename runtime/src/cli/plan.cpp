// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/deployment_plan.hpp"
#include "assembly/generation.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/journal_access.hpp"
#include "cli/plan_text.hpp"
#include "cli/running_deployment.hpp"
#include "cli/warnings.hpp"
#include "journal/sqlite.hpp"
#include "troupe/json.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

namespace troupe::cli {
namespace {

struct plan_options {
  deployment_source source;
  output_format format = output_format::text;
};

/// The journal's side of a plan; of one that is not there yet, nothing.
result<assembly::known_positions> positions_of(const deploy::deployment& what) {
  auto reader = journal::open_sqlite_readonly(what.journal.path);
  if (!reader && reader.failure().code == ec::not_found)
    return assembly::known_positions{};
  if (!reader)
    return std::move(reader).failure();
  journal::event_query none;
  none.limit = 0;
  const auto page = (*reader)->read(none);
  if (!page)
    return page.failure();
  return assembly::read_positions(**reader, page->head);
}

/// Of a deployment that does not run: from what ran last, if that is known and can still be read.
result<control::deployment_plan> plan_stopped(const loaded_deployment& next) {
  const auto last = assembly::read_generation(next.what.journal.path);
  if (!last)
    return last.failure();
  auto known = positions_of(next.what);
  if (!known)
    return std::move(known).failure();
  if (*last)
    known->sources = {(*last)->sources.begin(), (*last)->sources.end()};
  const auto before = *last ? read_source({(*last)->file, (*last)->sets}, (*last)->text).value
                            : std::unique_ptr<loaded_deployment>{};
  if (before)
    assembly::put_digests((*last)->modules, before->what);
  auto made = assembly::plan_change(
      before ? &before->what : nullptr, next.what,
      [&next](const deploy::service& x) {
        return assembly::look_at(x, [&next](const std::string& name) { return next.offer(name); });
      },
      *known);
  made.generation = *last ? (*last)->number : 0;
  return made;
}

result<control::deployment_plan> plan_of(const plan_options& options,
                                         const loaded_deployment& next) {
  auto reached = reach(next.what);
  if (!reached)
    return std::move(reached).failure();
  return *reached ? ask_plan(**reached, {request_of(options.source)}) : plan_stopped(next);
}

int plan(const plan_options& options) {
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  if (tell_contradictions(*loaded.value, conflicts_of(*loaded.value), options.source))
    return exit_configuration;
  const auto told = plan_of(options, *loaded.value);
  if (!told)
    return failed(told.failure());
  print(options.format == output_format::json ? to_json(*told) + '\n'
                                              : printable(plan_text(*told, options.source.file)));
  return told->objections.empty() && (!told->runs || told->fixed.empty()) ? exit_done
                                                                          : exit_findings;
}

} // namespace

void add_plan(CLI::App& app, action& chosen) {
  const auto options = std::make_shared<plan_options>();
  auto* command = app.add_subcommand("plan", "Say what a file would change, and change nothing");
  add_deployment_source(*command, options->source);
  add_format(*command, options->format);
  command->footer(
      R"(Beside a deployment that runs, from what runs now; else from what ran last on the journal, which is kept
beside it in <journal>.deployment. The file is read by the process that runs.

Exit codes: 0 it can be done, 1 something of it takes a stop and a run, or would be refused,
75 the deployment runs and cannot be reached, 78 the file is not sound.

Examples:
  troupe plan config/order-processing.yaml
  troupe plan config/order-processing.yaml --set payment.instances=4)");
  command->callback([options, &chosen] { chosen = [options] { return plan(*options); }; });
}

} // namespace troupe::cli
