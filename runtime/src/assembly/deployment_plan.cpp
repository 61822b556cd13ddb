// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/deployment_plan.hpp"

#include "assembly/listing.hpp"
#include "assembly/orphans.hpp"

#include <algorithm>
#include <exception>
#include <set>
#include <utility>

namespace troupe::assembly {
namespace {

control::child_fate fate_of(const deploy::changed_child& x) {
  using control::child_fate;
  switch (x.fate) {
  case deploy::fates::started:
    return child_fate::started;
  case deploy::fates::stopped:
    return child_fate::stopped;
  case deploy::fates::restarted:
    return child_fate::restarted;
  case deploy::fates::unchanged:
    break;
  }
  return x.changes.empty() ? child_fate::unchanged : child_fate::changed;
}

std::vector<control::value_change> told(const std::vector<deploy::changed_value>& all) {
  std::vector<control::value_change> out;
  for (const auto& each : all)
    out.push_back({each.key, each.from, each.to});
  return out;
}

/// Decides what becomes of the subscriptions.
class subscription_fates {
public:
  subscription_fates(const known_positions& known, control::deployment_plan& into)
      : known_(known), into_(into) {}

  /// A service that is to run, and whether it ran.
  void comes(const deploy::service& what, const looked_at_service& looked, bool was_there) {
    if (!looked.trouble.empty())
      into_.objections.push_back("the service " + what.offer +
                                 " cannot be used: " + looked.trouble + " (at " + what.id + ")");
    if (!looked.handles_events)
      return;
    const auto known = std::find_if(known_.subscriptions.begin(), known_.subscriptions.end(),
                                    [&](const auto& x) { return x.name == what.id; });
    if (known == known_.subscriptions.end()) {
      if (known_.head > 0 && what.start.kind == deploy::starts::unsaid)
        into_.objections.push_back(must_say_start(what.id, known_.head).what);
      else
        into_.appearing.push_back(
            {what.id,
             what.start.kind == deploy::starts::unsaid ? "beginning" : to_string(what.start),
             std::nullopt});
      return;
    }
    if (known->lost_from > 0)
      into_.objections.push_back(has_lost_events(*known, known_.first).what);
    else if (const auto no = handles_the_past(what, *known, known_.sources, known_.head))
      into_.objections.push_back(no->what);
    else if (!was_there)
      into_.appearing.push_back({what.id, "", known->settled});
  }

  /// Those of the journal that had a child, or were not known to have none.
  void go(const std::set<std::string>& before, const std::set<std::string>& after) {
    for (const auto& each : known_.subscriptions)
      if (after.count(each.name) == 0 && (before.count(each.name) > 0 || !each.orphaned))
        into_.orphaned.push_back({each.name, each.settled, each.parked});
  }

private:
  const known_positions& known_;
  control::deployment_plan& into_;
};

std::set<std::string> ids_of(const deploy::deployment& x) {
  std::set<std::string> all;
  for (const auto* each : deploy::services(x.tree))
    all.insert(each->id);
  return all;
}

deploy::deployment without_children(deploy::deployment x) {
  x.tree.children.clear();
  return x;
}

} // namespace

looked_at_service look_at(const deploy::service& what, const find_offer& offers) {
  const auto* offer = offers(what.offer);
  if (offer == nullptr)
    return {false, "no module offers it"};
  try {
    const listing listed{*offer, what.options};
    return {!listed.events().empty(), {}};
  } catch (const std::exception& thrown) {
    return {false, thrown.what()};
  }
}

result<known_positions> read_positions(journal::reader& from, journal::sequence_number head) {
  auto all = from.subscriptions();
  if (!all)
    return std::move(all).failure();
  const auto first = from.first();
  if (!first)
    return first.failure();
  return known_positions{*std::move(all), *first, head, {}};
}

error must_say_start(const std::string& id, journal::sequence_number head) {
  return {ec::invalid,
          "'" + id + "' is new to this journal, which holds " + std::to_string(head) +
              " events; say 'start: beginning' to handle all of them, or 'start: now' to "
              "handle only those to come",
          id};
}

std::optional<error> handles_the_past(const deploy::service& what,
                                      const journal::subscription_record& known,
                                      const std::set<std::string>& sources,
                                      journal::sequence_number head) {
  if (sources.count(what.id) == 0 || known.settled >= head ||
      what.start.kind == deploy::starts::beginning)
    return std::nullopt;
  return error{
      ec::invalid,
      "'" + what.id + "' has handled no events so far, and would handle those of the past, " +
          std::to_string(known.settled + 1) + " to " + std::to_string(head) +
          "; say 'start: beginning' where that is meant, or, to handle only those to come, "
          "'troupe subscriptions seek FILE " +
          what.id + " --to now' while it does not run",
      what.id};
}

control::deployment_plan
plan_change(const deploy::deployment* from, const deploy::deployment& to,
            const std::function<looked_at_service(const deploy::service&)>& look,
            const known_positions& known) {
  const auto nothing = without_children(to);
  const auto& before = from != nullptr ? *from : nothing;
  const auto found = deploy::compare(before, to);
  control::deployment_plan made;
  made.deployment = before.name;
  made.fixed = told(found.fixed);
  for (const auto& each : found.children)
    made.children.push_back({each.id, each.is_supervisor ? "supervisor" : "service",
                             each.to_path.empty() ? each.from_path : each.to_path, fate_of(each),
                             told(each.changes)});
  const auto ran = ids_of(before);
  const auto replaced = found.replaced_services();
  subscription_fates fates{known, made};
  for (const auto* each : deploy::services(to.tree))
    if (replaced.count(each->id) > 0)
      fates.comes(*each, look(*each), ran.count(each->id) > 0);
  fates.go(ran, ids_of(to));
  return made;
}

} // namespace troupe::assembly
