// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/outside_event.hpp"

#include "assembly/compact_json.hpp"
#include "assembly/first_event.hpp"
#include "assembly/kept_constraints.hpp"
#include "assembly/misfits.hpp"
#include "troupe/json.hpp"
#include "vocabulary/nearest.hpp"
#include "vocabulary/sound_origin.hpp"

#include <algorithm>
#include <set>

namespace troupe::assembly {
namespace {

error refused(std::string what) {
  return {ec::invalid, std::move(what)};
}

error nobody_handles(const std::string& topic, const handlers_of_all& services) {
  std::set<std::string_view> known;
  for (const auto& handlers : services)
    for (const auto& h : handlers)
      if (h.typed)
        known.insert(h.topics);
  return refused("no service of the deployment handles " + topic +
                 suggestion(topic, {known.begin(), known.end()}));
}

/// By the newest description of the event, and by all that have this version.
result<void> read_typed(outside_event& into, const boost::json::value& parsed, const takers& by,
                        bool is_checked) {
  const auto& newest = *by.newest();
  into.version = newest.version;
  auto read = read_from_outside(newest, into.version, into.payload, parsed);
  if (!read.misfits.empty())
    return does_not_fit(into.topic, read.misfits);
  for (const auto* h : by.typed)
    if (h->version == into.version) {
      const auto value = h->decode(into.payload, into.version);
      if (!value)
        return value.failure();
      if (auto kept = keeps_constraints(*h, value->get(), is_checked); !kept)
        return kept;
    }
  into.terms = std::move(read.terms);
  into.decoded = true;
  return {};
}

/// Both may be left out.
result<void> check_name(const outside_event& x) {
  if (!x.source.empty())
    if (auto sound = check_source(x.source); !sound)
      return sound;
  return x.id.empty() ? result<void>{} : check_id(x.id);
}

} // namespace

takers takers_of(const std::string& topic, const handlers_of_all& services) {
  takers found;
  for (const auto& handlers : services)
    for (const auto& h : handlers)
      if (h.typed && h.topics == topic)
        found.typed.push_back(&h);
      else if (!h.typed)
        if (const auto some = pattern::parse(h.topics); some && some->matches(topic))
          found.by_pattern = true;
  return found;
}

const event_handler* takers::newest() const {
  const auto found = std::max_element(typed.begin(), typed.end(), [](const auto* a, const auto* b) {
    return a->version < b->version;
  });
  return found == typed.end() ? nullptr : *found;
}

outgoing outside_event::fact() const {
  return {topic, version, terms.key, payload, terms.time_to_live, terms.expires};
}

result<outside_event> read_outside_event(const control::publish_event& what,
                                         const handlers_of_all& services, std::size_t payload_max,
                                         const checked_constraints& checked) {
  if (auto sound = check_topic(what.topic); !sound)
    return std::move(sound).failure();
  if (is_reserved(what.topic))
    return refused(reserved_topic(what.topic));
  const auto parsed = parse_json(what.payload);
  if (!parsed)
    return parsed.failure();
  outside_event made;
  made.topic = what.topic;
  made.payload = compact_json(what.payload);
  made.source = what.source;
  made.id = what.id;
  if (auto sound = check_name(made); !sound)
    return std::move(sound).failure();
  if (made.payload.size() > payload_max)
    return refused(payload_too_large(made.fact(), payload_max));
  const auto found = takers_of(made.topic, services);
  if (!found.any())
    return nobody_handles(made.topic, services);
  if (found.typed.empty()) {
    made.terms.key = what.key;
    return made;
  }
  if (auto read = read_typed(made, *parsed, found, checked.of(made.topic)); !read)
    return std::move(read).failure();
  if (!what.key.empty() && what.key != made.terms.key)
    return refused("the event says itself that its key is '" + made.terms.key + "', not '" +
                   what.key + "'; leave the key out, or correct one of them");
  return made;
}

journal::commit commit_of(const outside_event& x, const uuid& id, time_point now,
                          const std::string& deployment, const times_to_live& lives) {
  journal::commit all;
  auto& e = all.events.emplace_back();
  e.topic = x.topic;
  fill_first_event(e, x.fact(), id, now, x.source.empty() ? deployment : x.source, lives);
  if (!x.id.empty())
    all.brought.push_back({0, x.id});
  return all;
}

control::event_published answer_of(const outside_event& x, const journal::verdict& said) {
  const bool is_known = !said.duplicates.empty();
  return {is_known ? said.duplicates.front().first : said.first, is_known, x.decoded};
}

} // namespace troupe::assembly
