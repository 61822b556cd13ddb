// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_changes.hpp"

#include "bus/item.hpp"
#include "journal/find_letter.hpp"

#include <algorithm>
#include <set>

namespace troupe::assembly {
namespace {

/// Those that a request names and that are there, in order of their events' sequences: so letters
/// of one key go on in the order in which their events came.
result<std::vector<journal::dead_letter_record>>
find_letters(journal::reader& from, const std::vector<uuid>& ids, std::vector<uuid>& missing) {
  std::vector<journal::dead_letter_record> all;
  for (const auto& id : std::set<uuid>{ids.begin(), ids.end()}) {
    auto found = journal::find_letter(from, id);
    if (!found)
      return std::move(found).failure();
    if (*found)
      all.push_back(**std::move(found));
    else
      missing.push_back(id);
  }
  const auto sequence = [](const journal::dead_letter_record& x) {
    return x.event ? x.event->sequence : 0;
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const auto& a, const auto& b) { return sequence(a) < sequence(b); });
  return all;
}

} // namespace

journal::audit_record audit_of(const journal::dead_letter_record& x, journal::letter_deed what,
                               const deed& by) {
  journal::audit_record made;
  made.at = by.at;
  made.what = what;
  made.who = by.who;
  made.letter = x.id;
  made.service = x.service;
  if (x.event) {
    made.topic = x.event->topic;
    made.key = x.delivery_key;
    made.sequence = x.event->sequence;
  }
  made.error = x.error;
  made.reason = by.reason;
  return made;
}

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
    return "its service is gone: the journal has no subscription '" + x.service +
           "' any more; export it, or drop it";
  return std::nullopt;
}

journal::commit removal_of(const journal::dead_letter_record& x, journal::letter_deed what,
                           const deed& by) {
  journal::commit out;
  out.dead_letters_removed.push_back(x.id);
  out.audits.push_back(audit_of(x, what, by));
  return out;
}

namespace {

/// The parked row of a letter that holds its key.
result<std::optional<journal::parked_record>> held_row(journal::reader& from,
                                                       const journal::dead_letter_record& x,
                                                       const subscription_numbers& known) {
  const auto number = known.find(x.service);
  if (!x.holds || number == known.end())
    return std::optional<journal::parked_record>{};
  auto head = from.parked(number->second, x.delivery_key);
  if (!head)
    return std::move(head).failure();
  if (!*head || (*head)->row.letter != x.id)
    return std::optional<journal::parked_record>{};
  return std::optional{std::move((*head)->row)};
}

} // namespace

bus::row_change replay_of(const journal::dead_letter_record& x, const subscription_numbers& known,
                          const deed& by) {
  bus::row_change out;
  out.commit = removal_of(x, journal::letter_deed::replayed, by);
  out.commit.subscription = known.at(x.service);
  out.row.sequence = x.event->sequence;
  out.row.key = x.delivery_key;
  out.row.partition = bus::partition_of(x.delivery_key);
  out.row.replay = true;
  out.row.reread = x.reread;
  if (x.original)
    out.row.payload = std::string{x.event->payload.text()};
  if (x.holds) {
    out.what = bus::row_change::kind::release;
    out.commit.releases.push_back({x.event->sequence, x.id, out.row.payload});
  } else {
    out.commit.parks.push_back(out.row);
  }
  return out;
}

bus::row_change resolve_of(const journal::dead_letter_record& x, const subscription_numbers& known,
                           const journal::parked_record& row, const deed& by) {
  bus::row_change out{bus::row_change::kind::resolve, row,
                      removal_of(x, journal::letter_deed::resolved, by)};
  out.commit.subscription = known.at(x.service);
  out.commit.unparks.push_back({row.sequence, row.attempts.size()});
  return out;
}

namespace {

using planned_move = letter_plan::move;

/// The move, or why there is none.
result<planned_move> move_of(journal::reader& from, control::letter_verb how,
                             const journal::dead_letter_record& x,
                             const subscription_numbers& known, const deed& by) {
  using control::letter_verb;
  const auto held = held_row(from, x, known);
  if (!held)
    return held.failure();
  planned_move made{x.id, x.service, {}, {}};
  if (how == letter_verb::replay) {
    if (auto why = why_not_replayed(x, known))
      return error{ec::refused, *std::move(why)};
    made.change = replay_of(x, known, by);
  } else if (how == letter_verb::drop) {
    if (*held)
      return error{ec::refused,
                   "the later events of its key wait behind it; 'resolve' lets them go on without "
                   "it, 'replay' tries it again"};
    made.commit = removal_of(x, journal::letter_deed::dropped, by);
  } else {
    if (!*held)
      return error{ec::refused, "no later event waits behind it; drop it, or replay it"};
    made.change = resolve_of(x, known, **held, by);
  }
  return made;
}

} // namespace

result<letter_plan> plan_move(journal::reader& from, const control::move_letters& what,
                              time_point now) {
  const auto subscriptions = from.subscriptions();
  if (!subscriptions)
    return subscriptions.failure();
  subscription_numbers known;
  for (const auto& x : *subscriptions)
    known.emplace(x.name, x.number);
  letter_plan made;
  const auto letters = find_letters(from, what.ids, made.told.missing);
  if (!letters)
    return letters.failure();
  const deed by{now, what.who, what.reason};
  for (const auto& letter : *letters) {
    auto move = move_of(from, what.how, letter, known, by);
    if (move)
      made.moves.push_back(*std::move(move));
    else if (move.failure().code == ec::refused)
      made.told.left.push_back({letter.id, move.failure().what});
    else
      return std::move(move).failure();
  }
  return made;
}

result<control::letters_moved> move_letters(journal::engine& to, journal::reader& from,
                                            const control::move_letters& what, time_point now) {
  auto plan = plan_move(from, what, now);
  if (!plan)
    return std::move(plan).failure();
  if (plan->moves.empty())
    return std::move(plan->told);
  std::vector<journal::commit> commits;
  for (auto& each : plan->moves)
    commits.push_back(each.change ? std::move(each.change->commit) : std::move(each.commit));
  const auto verdicts = to.write(commits);
  if (!verdicts)
    return verdicts.failure();
  for (std::size_t i = 0; i < verdicts->size(); ++i)
    if (const auto& verdict = (*verdicts)[i]; verdict.accepted())
      ++plan->told.moved;
    else
      plan->told.left.push_back({plan->moves[i].letter, verdict.failure->what});
  return std::move(plan->told);
}

} // namespace troupe::assembly
