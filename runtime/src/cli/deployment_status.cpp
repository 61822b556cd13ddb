// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/deployment_status.hpp"

#include "assembly/generation.hpp"
#include "assembly/listing.hpp"
#include "cli/journal_access.hpp"
#include "cli/running_deployment.hpp"

#include <exception>
#include <utility>
#include <vector>

namespace troupe::cli {

assembly::service_activity activity_of(const deploy::service& what,
                                       const loaded_deployment& loaded) {
  assembly::service_activity made{what.id, {}, false, false, 0, 0};
  const auto* offer = loaded.offer(what.offer);
  if (offer == nullptr)
    return made;
  try {
    const assembly::listing list{*offer, what.options};
    if (!list.events().empty())
      made.topics = list.topics();
    made.is_source = list.is_source();
    made.source_runs = true; // Whether it is at its end, only a source that runs can tell.
  } catch (const std::exception&) {
    // `check` and `describe` say what is wrong with it; here it has no progress to show.
  }
  return made;
}

namespace {

seen_status look_at_journal(const known_deployment& known) {
  const auto* sound = known.sound();
  if (sound == nullptr)
    return {std::nullopt, known.exit_code()};
  const auto& loaded = *sound;
  const auto opened = read_journal(loaded.what);
  if (!opened.value)
    return {std::nullopt, opened.exit_code};
  const auto kept = assembly::read_known_journal(*opened.value);
  if (!kept)
    return {std::nullopt, failed(kept.failure())};
  std::vector<assembly::service_activity> services;
  for (const auto* each : deploy::services(loaded.what.tree))
    services.push_back(activity_of(*each, loaded));
  auto made = assembly::status_of(loaded.what, services, *kept);
  const auto last = assembly::read_generation(loaded.what.journal.path);
  if (!last)
    return {std::nullopt, failed(last.failure())};
  if (*last)
    made.generation = assembly::view_of(**last);
  return {std::move(made), exit_try_again};
}

} // namespace

seen_status look_at_deployment(const known_deployment& known) {
  auto reached = reach(known);
  if (!reached)
    return {std::nullopt, failed(reached.failure())};
  if (!*reached)
    return look_at_journal(known);
  auto told = ask_status(**reached);
  // It may have ended between the two.
  if (!told && told.failure().code == ec::stopped)
    return look_at_journal(known);
  if (!told)
    return {std::nullopt, failed(told.failure())};
  return {*std::move(told), exit_done};
}

} // namespace troupe::cli
