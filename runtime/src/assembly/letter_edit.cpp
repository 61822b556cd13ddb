// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_edit.hpp"

#include "assembly/compact_json.hpp"
#include "assembly/kept_constraints.hpp"
#include "assembly/misfits.hpp"
#include "journal/find_letter.hpp"
#include "journal/write_alone.hpp"
#include "troupe/json.hpp"

#include <algorithm>
#include <utility>

namespace troupe::assembly {
namespace {

error refused(std::string what) {
  return {ec::invalid, std::move(what)};
}

error key_changes(const std::string& from, const std::string& to) {
  return refused("the event's key is '" + from + "' and the edited payload's '" + to +
                 "'; the key says whose state it touches and behind what it waits, so it cannot be "
                 "changed: drop this letter, and publish another event instead");
}

std::optional<std::string> why_not_edited(const journal::dead_letter_record& x) {
  if (!x.event)
    return "it is no event, so it has no payload; troupe dead-letters show tells what it is";
  return std::nullopt;
}

/// As a key is written: text as it is, numbers as JSON has them.
std::string text_of(const boost::json::value& x) {
  return x.is_string() ? std::string{x.get_string().data(), x.get_string().size()} : to_json(x);
}

/// Where the event's type is not known: each member that holds the key stays.
result<void> keeps_key_members(const std::string& key, const boost::json::value& before,
                               const boost::json::value& after) {
  if (key.empty() || !before.is_object())
    return {};
  for (const auto& member : before.get_object()) {
    if (text_of(member.value()) != key)
      continue;
    const auto* now = after.is_object() ? after.get_object().if_contains(member.key()) : nullptr;
    if (now == nullptr || text_of(*now) != key)
      return refused("." + std::string{member.key()} + " holds the event's key, '" + key +
                     "', which cannot be changed: drop this letter, and publish another event "
                     "instead");
  }
  return {};
}

const event_handler* typed_handler_of(const journal::event_record& e,
                                      std::span<const event_handler> handlers) {
  const auto found = std::find_if(handlers.begin(), handlers.end(), [&](const event_handler& h) {
    return h.typed && h.topics == e.topic && e.version <= h.version;
  });
  return found == handlers.end() ? nullptr : &*found;
}

/// Reads the payload as its handler will, in the version of the event, and compares the key. What
/// did not fit before may stay as it is.
result<void> fits(const event_handler& h, const journal::dead_letter_record& x,
                  const std::string& payload, const boost::json::value& parsed, bool is_checked) {
  const auto written = x.event->version;
  const auto edited = read_from_outside(h, written, payload, parsed);
  const std::string_view original =
      x.original ? std::string_view{*x.original} : x.event->payload.text();
  const auto before = parse_json(original);
  auto misfits = edited.misfits;
  if (!misfits.empty() && before)
    for (const auto& each : read_from_outside(h, written, original, *before).misfits)
      std::erase(misfits, each);
  if (!misfits.empty())
    return does_not_fit(x.event->topic, misfits);
  const auto value = h.decode(payload, written);
  if (!value)
    return value.failure();
  if (auto kept = keeps_constraints(h, value->get(), is_checked); !kept)
    return kept;
  if (edited.terms.key != x.event->key)
    return key_changes(x.event->key, edited.terms.key);
  if (h.divides == division::chosen_key)
    if (const auto chosen = h.key_of(value->get()); chosen != x.delivery_key)
      return key_changes(x.delivery_key, chosen);
  return {};
}

} // namespace

result<letter_edit> edit_of(const journal::dead_letter_record& x, const control::edit_letter& what,
                            std::span<const event_handler> handlers, std::size_t payload_max,
                            time_point now, const checked_constraints& checked) {
  if (auto why = why_not_edited(x))
    return refused(*std::move(why));
  const auto parsed = parse_json(what.payload);
  if (!parsed)
    return parsed.failure();
  auto payload = compact_json(what.payload);
  if (payload.size() > payload_max)
    return refused("the edited payload has " + std::to_string(payload.size()) +
                   " bytes and limits.payload is " + std::to_string(payload_max));
  const auto* handler = typed_handler_of(*x.event, handlers);
  const bool is_checked = checked.of(x.event->topic);
  auto fit =
      handler != nullptr ? fits(*handler, x, payload, *parsed, is_checked) : [&]() -> result<void> {
    const auto before = parse_json(x.event->payload);
    return before ? keeps_key_members(x.event->key, *before, *parsed) : result<void>{};
  }();
  if (!fit)
    return std::move(fit).failure();

  auto edited = x;
  if (!edited.original)
    edited.original = std::string{x.event->payload.text()};
  edited.event->payload = payload;
  if (*edited.original == payload)
    edited.original.reset(); // It is again what it was.
  letter_edit made;
  made.commit.dead_letters_removed.push_back(x.id);
  made.commit.dead_letters.push_back(std::move(edited));
  made.commit.audits.push_back(
      audit_of(x, journal::letter_deed::edited, {now, what.who, what.reason}));
  made.told = {x.id, handler != nullptr};
  return made;
}

result<letter_edit> plan_edit(journal::reader& from, const control::edit_letter& what,
                              const handlers_of& handlers, std::size_t payload_max, time_point now,
                              const checked_constraints& checked) {
  const auto letter = journal::find_letter(from, what.id);
  if (!letter)
    return letter.failure();
  if (!*letter)
    return error{ec::not_found, "there is no dead letter " + to_string(what.id) +
                                    "; troupe dead-letters list --ungrouped shows those that are "
                                    "there"};
  return edit_of(**letter, what, handlers((*letter)->service), payload_max, now, checked);
}

result<control::letter_edited> edit_letter(journal::engine& to, journal::reader& from,
                                           const control::edit_letter& what,
                                           const handlers_of& handlers, std::size_t payload_max,
                                           time_point now, const checked_constraints& checked) {
  auto plan = plan_edit(from, what, handlers, payload_max, now, checked);
  if (!plan)
    return std::move(plan).failure();
  if (auto written = journal::write_alone(to, std::move(plan->commit)); !written)
    return std::move(written).failure();
  return plan->told;
}

} // namespace troupe::assembly
