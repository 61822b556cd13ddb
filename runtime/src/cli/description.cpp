// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/description.hpp"

#include "journal/sqlite.hpp"
#include "troupe/duration.hpp"
#include "troupe/json.hpp"

#include <algorithm>
#include <exception>

namespace troupe::cli {
namespace {

/// What the deployment says goes over the defaults, member by member.
void merge(boost::json::object& into, const boost::json::object& from) {
  for (const auto& member : from) {
    auto& old = into[member.key()];
    if (old.is_object() && member.value().is_object())
      merge(old.as_object(), member.value().as_object());
    else
      old = member.value();
  }
}

boost::json::object all_options(const deploy::service& what, const service_offer& offer) {
  boost::json::object all;
  if (const auto defaults = parse_json(offer.default_options); defaults && defaults->is_object())
    all = defaults->as_object();
  merge(all, deploy::shown_options(what));
  return all;
}

service_view view_of(const deploy::service& what, const service_offer& offer) {
  service_view out;
  out.publishes = offer.publishes;
  out.declares_publishes = offer.declares_publishes;
  out.options = all_options(what, offer);
  try {
    const assembly::listing listed{offer, what.options};
    out.is_source = listed.is_source();
    for (const auto& topics : listed.topics())
      out.handles.push_back(topics.text());
    for (const auto& query : listed.queries())
      out.answers.push_back(query.name);
  } catch (const std::exception& thrown) {
    out.trouble = thrown.what();
  }
  return out;
}

/// All topics first, so that a pattern finds those that it matches.
void collect_topics(description& all, const std::vector<const deploy::service*>& services) {
  for (const auto& [name, _] : all.what->topics)
    all.topics[name];
  for (const auto* each : services) {
    const auto& view = all.services.at(each->id);
    for (const auto& topic : view.publishes)
      all.topics[topic].published_by.push_back(each->id);
    for (const auto& topic : view.handles)
      if (is_topic(topic))
        all.topics[topic];
  }
}

void collect_handlers(description& all, const std::string& id, const std::string& handled) {
  const auto topics = pattern::parse(handled);
  bool found = false;
  for (auto& [name, view] : all.topics)
    if (topics && is_topic(name) && topics->matches(name)) {
      found = true;
      if (std::find(view.handled_by.begin(), view.handled_by.end(), id) == view.handled_by.end())
        view.handled_by.push_back(id);
    }
  if (!found)
    all.topics[handled].handled_by.push_back(id);
}

journal_view look_at_journal(const description& all) {
  journal_view out;
  const auto reader = journal::open_sqlite_readonly(all.what->journal.path);
  if (!reader) {
    out.trouble = reader.failure().what;
    return out;
  }
  journal::event_query nothing;
  nothing.limit = 1;
  const auto page = (*reader)->read(nothing);
  const auto subscriptions = (*reader)->subscriptions();
  if (!page || !subscriptions) {
    out.trouble = page ? subscriptions.failure().what : page.failure().what;
    return out;
  }
  out.head = page->head;
  for (const auto& each : *subscriptions)
    if (all.services.find(each.name) == all.services.end())
      out.without_child.push_back(each.name);
  return out;
}

} // namespace

description describe(const std::string& file, const loaded_deployment& loaded) {
  description all;
  all.file = file;
  all.what = &loaded.what;
  all.prospects = assembly::prospects(loaded.what);
  const auto services = deploy::services(loaded.what.tree);
  for (const auto* each : services) {
    const auto& view =
        all.services.emplace(each->id, view_of(*each, *loaded.offer(each->offer))).first->second;
    if (!view.declares_publishes)
      all.undeclared.push_back(each->id);
  }
  collect_topics(all, services);
  for (const auto* each : services)
    for (const auto& handled : all.services.at(each->id).handles)
      collect_handlers(all, each->id, handled);
  for (auto& [name, view] : all.topics)
    if (is_reserved(name))
      view.published_by = {"the runtime"};
  for (auto& [name, view] : all.topics)
    if (const auto said = loaded.what.topics.find(name); said != loaded.what.topics.end()) {
      view.is_transient = said->second.transient;
      view.overflow = said->second.overflow;
      view.time_to_live = said->second.time_to_live;
      view.keep = said->second.keep;
    }
  all.journal = look_at_journal(all);
  return all;
}

} // namespace troupe::cli
