// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_changes.hpp"

#include "bus/item.hpp"

#include <set>

namespace troupe::assembly {
std::optional<std::string> why_not_replayed(const journal::dead_letter_record& x,
                                            const subscription_numbers& known) {
  using journal::dead_letter_reason;
  if (!x.event && x.reason == dead_letter_reason::bad_input)
    return "it is input of which " + x.service +
           " could make no event; correct the input and bring it in again";
  if (!x.event)
    return "it is a message between actors and no event, so nobody is there who could take it "
           "again; "
           "read it, then drop it";
  if (x.service.empty() || x.reason == dead_letter_reason::no_subscriber)
    return "no service failed on it, none subscribes to " + x.event->topic +
           "; a service that is added with 'start: beginning' handles it";
  if (x.event->sequence == 0)
    return "its topic is transient, so the journal does not hold it";
  if (known.find(x.service) == known.end())
    return "the journal has no subscription '" + x.service + "'";
  return std::nullopt;
}

journal::commit replay_of(const journal::dead_letter_record& x, const subscription_numbers& known) {
  journal::commit out;
  out.subscription = known.at(x.service);
  journal::parked_record row;
  row.sequence = x.event->sequence;
  row.key = x.delivery_key;
  row.partition = bus::partition_of(x.delivery_key);
  out.parks.push_back(std::move(row));
  out.dead_letters_removed.push_back(x.id);
  return out;
}

journal::commit drop_of(const journal::dead_letter_record& x) {
  journal::commit out;
  out.dead_letters_removed.push_back(x.id);
  return out;
}

result<letter_plan> plan_move(journal::reader& from, const control::move_letters& what) {
  const auto subscriptions = from.subscriptions();
  if (!subscriptions)
    return subscriptions.failure();
  subscription_numbers known;
  for (const auto& x : *subscriptions)
    known.emplace(x.name, x.number);
  letter_plan made;
  for (const auto& id : std::set<uuid>{what.ids.begin(), what.ids.end()}) {
    journal::dead_letter_query query;
    query.id = id;
    const auto found = from.dead_letters(query);
    if (!found)
      return found.failure();
    if (found->empty()) {
      made.told.missing.push_back(id);
      continue;
    }
    const auto& letter = found->front();
    const bool replays = what.how == control::letter_verb::replay;
    if (auto why = replays ? why_not_replayed(letter, known) : std::nullopt) {
      made.told.left.push_back({id, *std::move(why)});
      continue;
    }
    made.commits.push_back(replays ? replay_of(letter, known) : drop_of(letter));
    made.services.push_back(letter.service);
  }
  return made;
}

result<control::letters_moved> move_letters(journal::engine& to, journal::reader& from,
                                            const control::move_letters& what) {
  auto plan = plan_move(from, what);
  if (!plan)
    return std::move(plan).failure();
  if (plan->commits.empty())
    return std::move(plan->told);
  const auto verdicts = to.write(plan->commits);
  if (!verdicts)
    return verdicts.failure();
  for (std::size_t i = 0; i < verdicts->size(); ++i)
    if (const auto& verdict = (*verdicts)[i]; verdict.accepted())
      ++plan->told.moved;
    else
      plan->told.left.push_back(
          {plan->commits[i].dead_letters_removed.front(), verdict.failure->what});
  return std::move(plan->told);
}

} // namespace troupe::assembly
