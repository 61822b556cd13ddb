// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/gathered_catalog.hpp"

#include "assembly/known_handlers.hpp"
#include "definitions/compatibility.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace troupe::assembly {
namespace {

using definitions::defined_event;

/// The children of a deployment, one after the other.
class gathering {
public:
  gathering(const deploy::deployment& from, const deploy::module_offers& offers)
      : from_(from), offers_(offers), handlers_(from, offers) {}

  gathered_catalog run() {
    found_.what.name = from_.name;
    for (const auto* child : deploy::services(from_.tree)) {
      const auto& offer = *offers_.find(child->offer);
      add_published(child->id, offer);
      add_handled(*child);
      add_state(child->offer, offer);
    }
    for (const auto& [topic, versions] : definers_)
      add_conflicts(topic, versions);
    return std::move(found_);
  }

private:
  void add_published(const std::string& child, const service_offer& offer) {
    if (!offer.declares_publishes)
      found_.what.unsaid.push_back(child);
    for (const auto define : offer.defines)
      event_of({child, define, true}).published_by.push_back(child);
  }

  void add_handled(const deploy::service& child) {
    for (const auto& handler : handlers_.of(child))
      if (handler.define != nullptr)
        event_of({child.id, handler.define, false}).handled_by.push_back(child.id);
  }

  void add_state(const std::string& service, const service_offer& offer) {
    if (offer.states.shape == nullptr || !services_.insert(service).second)
      return;
    auto shape = offer.states.shape();
    if (!shape.names.empty())
      found_.what.states.push_back({service, std::move(shape), offer.states.versions});
  }

  /// A child that knows an event, and how.
  struct definer {
    std::string child;
    event_definer define = nullptr;
    bool publishes = false;
  };
  using by_version = std::map<std::uint32_t, std::vector<definer>>;

  /// The newest definition counts.
  defined_event& event_of(definer by) {
    auto made = by.define();
    const std::string name{made.name};
    const auto [known, is_new] = found_.what.events.try_emplace(name);
    auto& event = known->second;
    if (is_new) {
      const auto topic = from_.topics.find(name);
      event.is_transient = topic != from_.topics.end() && topic->second.transient;
    }
    definers_[name][made.version].push_back(std::move(by));
    if (is_new || made.version > event.what.version)
      event.what = std::move(made);
    return event;
  }

  void add_conflicts(const std::string& topic, const by_version& versions) {
    for (const auto& [version, all] : versions) {
      // What comes from outside is written by the first definition.
      const bool is_published =
          std::any_of(all.begin(), all.end(), [](const definer& x) { return x.publishes; });
      for (const auto& writer : all)
        if (writer.publishes || (!is_published && &writer == &all.front()))
          for (const auto& reader : all)
            compare(topic, version, writer, reader);
    }
    const auto newest = std::prev(versions.end());
    for (auto older = versions.begin(); older != newest; ++older)
      found_.conflicts.push_back(
          {older->second.front().child, topic,
           topic + ": '" + newest->second.front().child + "' knows it in version " +
               std::to_string(newest->first) + " and '" + older->second.front().child +
               "' in version " + std::to_string(older->first) +
               ", and a subscription pauses at one that is newer than it knows",
           false});
  }

  void compare(const std::string& topic, std::uint32_t version, const definer& writer,
               const definer& reader) {
    if (writer.define == reader.define || !compared_.emplace(writer.define, reader.define).second)
      return;
    const auto wrote = writer.define();
    const auto reads = reader.define();
    auto members = definitions::misread_members(json_schema(wrote.shape), json_schema(reads.shape));
    if (wrote.key != reads.key)
      members.emplace_back("the key");
    if (members.empty())
      return;
    std::string all;
    for (const auto& each : members)
      all += (all.empty() ? "" : ", ") + (each.empty() ? std::string{"the whole"} : each);
    found_.conflicts.push_back(
        {reader.child, topic,
         topic + ": '" + reader.child +
             (writer.publishes ? "' would not read what '" + writer.child + "' writes in version "
                               : "' defines otherwise than '" + writer.child + "' version ") +
             std::to_string(version) + ": " + all,
         true});
  }

  const deploy::deployment& from_;
  const deploy::module_offers& offers_;
  known_handlers handlers_;
  gathered_catalog found_;
  std::map<std::string, by_version> definers_; ///< by event
  std::set<std::pair<event_definer, event_definer>> compared_;
  std::set<std::string> services_;
};

} // namespace

gathered_catalog catalog_of(const deploy::deployment& from, const deploy::module_offers& offers) {
  return gathering{from, offers}.run();
}

std::vector<conflict> not_silenced(std::vector<conflict> all,
                                   const deploy::silenced_warnings& silenced) {
  std::erase_if(all, [&](const conflict& x) {
    return std::any_of(silenced.conflicts.begin(), silenced.conflicts.end(),
                       [&](const pattern& each) { return each.matches(x.topic); });
  });
  return all;
}

std::vector<conflict> conflicts_of(const deploy::deployment& from,
                                   const deploy::module_offers& offers,
                                   const deploy::silenced_warnings& silenced) {
  return not_silenced(catalog_of(from, offers).conflicts, silenced);
}

std::string remedy_of(const conflict& x) {
  return "build their modules with one definition of it, or say check: {conflicts: [\"" + x.topic +
         "\"]}";
}

} // namespace troupe::assembly
