// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/subscription_changes.hpp"

#include "journal/find_position.hpp"
#include "journal/write_alone.hpp"
#include "vocabulary/nearest.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace troupe::assembly {
namespace {

using control::state_fate;

journal::seek::fates fate_of(state_fate x) {
  using fates = journal::seek::fates;
  return x == state_fate::keep    ? fates::keep
         : x == state_fate::reset ? fates::reset
                                  : fates::unsaid;
}

error goes_back_unasked(const std::string& id, journal::sequence_number from,
                        journal::sequence_number to) {
  return {ec::invalid, '\'' + id + "' would go back from " + std::to_string(from) + " to " +
                           std::to_string(to) +
                           ", and its states have all of that in them; say --reset-state to make "
                           "them anew, or --keep-state to handle these events over them once "
                           "more"};
}

} // namespace

result<journal::subscription_record> find_subscription(journal::reader& from,
                                                       const std::string& id) {
  auto all = from.subscriptions();
  if (!all)
    return std::move(all).failure();
  std::vector<std::string_view> names;
  for (auto& each : *all) {
    if (each.name == id)
      return std::move(each);
    names.push_back(each.name);
  }
  return error{ec::not_found,
               "the journal has no subscription '" + id + '\'' + suggestion(id, names)};
}

error no_such_service(const std::string& id, const std::string& deployment,
                      const std::vector<std::string_view>& known) {
  return {ec::not_found,
          "there is no service '" + id + "' in " + deployment + suggestion(id, known)};
}

error handles_no_events(const std::string& id) {
  return {ec::invalid, '\'' + id +
                           "' handles no events, it brings them in; 'troupe children terminate' "
                           "stops it"};
}

error state_is_a_source(const std::string& id) {
  return {ec::invalid, '\'' + id +
                           "' brings events in, and its state says how far it has come with that; "
                           "it can only be kept"};
}

result<subscription_plan> plan_pause(journal::reader& from, const std::string& id, bool paused) {
  const auto found = find_subscription(from, id);
  if (!found)
    return found.failure();
  subscription_plan made;
  made.commit.subscription = found->number;
  made.commit.paused = paused;
  made.told.id = id;
  made.told.was_so = found->paused == paused;
  return made;
}

std::string reason_of(const control::change_subscription& what) {
  return (what.who.empty() ? "somebody" : what.who) + " asked for it" +
         (what.reason.empty() ? "" : ": " + what.reason);
}

result<subscription_plan> plan_forgetting(journal::reader& from, const std::string& id) {
  const auto found = find_subscription(from, id);
  if (!found)
    return found.failure();
  const auto letters = from.dead_letter_counts();
  if (!letters)
    return letters.failure();
  const auto own = letters->find(id);
  subscription_plan made;
  made.commit.subscription = found->number;
  made.commit.forgotten = true;
  made.told = {id, false, found->settled, found->parked, own == letters->end() ? 0 : own->second};
  return made;
}

result<seek_plan> decide_seek(const journal::subscription_record& of,
                              const control::seek_subscription& what, journal::sequence_number to,
                              journal::sequence_number settled) {
  if (to < settled && what.states == state_fate::unsaid)
    return goes_back_unasked(what.id, settled, to);
  return seek_plan{of.number,
                   {to, fate_of(what.states), what.effects},
                   {what.id, settled, to, {}},
                   to != settled || what.states != state_fate::unsaid};
}

result<control::subscription_changed> change_subscription(journal::engine& to,
                                                          journal::reader& from,
                                                          const control::change_subscription& what,
                                                          time_point now) {
  using control::subscription_verb;
  auto plan = what.how == subscription_verb::forget
                  ? plan_forgetting(from, what.id)
                  : plan_pause(from, what.id, what.how == subscription_verb::pause);
  if (!plan)
    return std::move(plan).failure();
  if (what.how == subscription_verb::pause)
    plan->commit.paused_for = journal::pause_note{now, reason_of(what)};
  if (auto written = journal::write_alone(to, std::move(plan->commit)); !written)
    return std::move(written).failure();
  return std::move(plan->told);
}

result<control::subscription_sought> seek_subscription(journal::engine& to, journal::reader& from,
                                                       const control::seek_subscription& what,
                                                       time_point now) {
  const auto found = find_subscription(from, what.id);
  if (!found)
    return found.failure();
  const auto position = journal::find_position(from, what.to, now);
  if (!position)
    return position.failure();
  auto plan = decide_seek(*found, what, *position, found->settled);
  if (!plan)
    return std::move(plan).failure();
  if (!plan->changes_anything)
    return std::move(plan->told);
  journal::commit made;
  made.subscription = plan->number;
  made.epoch = to.next_epoch();
  for (std::size_t p = 0; p < journal::partition_count; ++p)
    made.claims.push_back(static_cast<journal::partition_number>(p));
  made.sought = plan->what;
  if (auto written = journal::write_alone(to, std::move(made)); !written)
    return std::move(written).failure();
  return std::move(plan->told);
}

} // namespace troupe::assembly
