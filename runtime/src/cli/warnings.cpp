// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/warnings.hpp"

#include "assembly/known_handlers.hpp"
#include "assembly/prospects.hpp"
#include "definitions/event_flow.hpp"
#include "deployment/complaint.hpp"

#include <algorithm>
#include <iostream>

namespace troupe::cli {
namespace {

/// Where the child says the limit, else the child. Null where its backoff is the built-in one, or
/// the default of others: nobody has asked for it here.
const deploy::place* place_of(const assembly::idle_limit& x, const deploy::said_places& places) {
  if (const auto* own = places.find(x.child, "backoff"))
    return own;
  if (x.is_backoff && (x.is_temporary || !places.find("", "backoff")))
    return nullptr;
  return places.find(x.child, "id");
}

std::vector<std::string> lines_of(const deploy::complaints& found, const deployment_source& from) {
  std::vector<std::string> overrides;
  for (const auto& text : from.sets)
    overrides.push_back(text.substr(0, text.find('=')));
  std::vector<std::string> lines;
  for (const auto& x : found.listed(from.file, overrides))
    lines.push_back(deploy::to_string(x));
  return lines;
}

/// A child whose behavior cannot be listed handles nothing here; `troupe check` tells of it.
std::vector<definitions::child_flow> flows_of(const loaded_deployment& loaded) {
  assembly::known_handlers handlers{loaded.what, *loaded.offers};
  std::vector<definitions::child_flow> flows;
  for (const auto* child : deploy::services(loaded.what.tree)) {
    const auto& offer = *loaded.offer(child->offer);
    auto& flow = flows.emplace_back();
    flow.child = child->id;
    flow.publishes = offer.publishes;
    flow.says_what_it_publishes = offer.declares_publishes;
    for (const auto& handler : handlers.of(*child))
      if (auto topics = pattern::parse(handler.topics))
        flow.handles.push_back(*std::move(topics));
  }
  return flows;
}

/// Those in one version, or those in several.
void add_conflicts(deploy::complaints& to, const loaded_deployment& loaded,
                   const std::vector<assembly::conflict>& all, bool in_one_version) {
  for (const auto& x : all)
    if (x.in_one_version == in_one_version)
      if (const auto* at = loaded.places.find(x.child, "id"))
        to.add(*at, x.what, assembly::remedy_of(x));
}

/// What of check.conflicts no conflict needs: left there, it would hide one that comes later.
std::vector<definitions::unused_silence>
unused_conflicts(const loaded_deployment& loaded, const std::vector<assembly::conflict>& all) {
  std::vector<definitions::unused_silence> unused;
  for (const auto& each : loaded.silenced.conflicts)
    if (std::none_of(all.begin(), all.end(),
                     [&](const assembly::conflict& x) { return each.matches(x.topic); }))
      unused.push_back({"conflicts", each.text()});
  return unused;
}

void add_unused(deploy::complaints& to, const loaded_deployment& loaded,
                const std::vector<definitions::unused_silence>& all) {
  for (const auto& x : all)
    if (const auto* at = loaded.places.find("", "check." + x.warning + '.' + x.name))
      to.add(*at, '\'' + x.name + "' silences nothing: there is no such warning",
             "take it out of check." + x.warning + ", or correct it");
}

} // namespace

std::vector<assembly::conflict> conflicts_of(const loaded_deployment& loaded) {
  return assembly::conflicts_of(loaded.what, *loaded.offers, loaded.silenced);
}

std::vector<std::string> warnings_of(const loaded_deployment& loaded,
                                     const std::vector<assembly::conflict>& conflicts,
                                     const deployment_source& from) {
  deploy::complaints found;
  for (const auto& x : assembly::idle_limits(loaded.what))
    if (const auto* at = place_of(x, loaded.places))
      found.add(*at, "the child '" + x.child + "': " + x.why, "");
  add_conflicts(found, loaded, conflicts, false);
  return lines_of(found, from);
}

std::vector<std::string> contradictions_of(const loaded_deployment& loaded,
                                           const std::vector<assembly::conflict>& conflicts,
                                           const deployment_source& from) {
  deploy::complaints found;
  add_conflicts(found, loaded, conflicts, true);
  return lines_of(found, from);
}

bool tell_contradictions(const loaded_deployment& loaded,
                         const std::vector<assembly::conflict>& conflicts,
                         const deployment_source& from) {
  const auto lines = contradictions_of(loaded, conflicts, from);
  for (const auto& line : lines)
    std::cerr << line << '\n';
  return !lines.empty();
}

std::vector<std::string> flow_warnings_of(const loaded_deployment& loaded,
                                          const std::vector<assembly::conflict>& conflicts,
                                          const deployment_source& from) {
  std::vector<std::string> topics;
  for (const auto& each : loaded.what.topics)
    topics.push_back(each.first);
  const definitions::flow_as_meant as_meant{loaded.silenced.unhandled, loaded.silenced.unfed,
                                            loaded.silenced.unmatched, loaded.silenced.cycles,
                                            loaded.silenced.unsaid};
  const auto flows = flows_of(loaded);
  deploy::complaints found;
  add_unused(found, loaded, definitions::unused_silences(flows, topics, as_meant));
  add_unused(found, loaded, unused_conflicts(loaded, conflicts));
  for (const auto& x : definitions::check_flow(flows, topics, as_meant))
    if (const auto* at = loaded.places.find(x.child, x.child.empty() ? "topics." + x.name : "id"))
      found.add(*at, x.what, x.to_do);
  return lines_of(found, from);
}

} // namespace troupe::cli
