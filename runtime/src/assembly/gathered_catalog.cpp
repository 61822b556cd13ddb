// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/gathered_catalog.hpp"

#include "assembly/known_handlers.hpp"

#include <boost/json/object.hpp>

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
    return std::move(found_);
  }

private:
  void add_published(const std::string& child, const service_offer& offer) {
    if (!offer.declares_publishes)
      found_.what.unsaid.push_back(child);
    for (const auto define : offer.defines) {
      auto made = define();
      event_of(child, std::move(made)).published_by.push_back(child);
    }
  }

  void add_handled(const deploy::service& child) {
    for (const auto& handler : handlers_.of(child))
      if (handler.define != nullptr)
        event_of(child.id, handler.define()).handled_by.push_back(child.id);
  }

  void add_state(const std::string& service, const service_offer& offer) {
    if (offer.states.shape == nullptr || !services_.insert(service).second)
      return;
    auto shape = offer.states.shape();
    if (!shape.names.empty())
      found_.what.states.push_back({service, std::move(shape), offer.states.versions});
  }

  /// The newest definition counts.
  defined_event& event_of(const std::string& child, event_definition made) {
    const std::string name{made.name};
    const auto [known, is_new] = found_.what.events.try_emplace(name);
    auto& event = known->second;
    if (is_new) {
      const auto topic = from_.topics.find(name);
      event.is_transient = topic != from_.topics.end() && topic->second.transient;
    } else {
      compare(event.what, made, definer_[name], child);
    }
    if (is_new || made.version > event.what.version) {
      event.what = std::move(made);
      definer_[name] = child;
    }
    return event;
  }

  void compare(const event_definition& known, const event_definition& more, const std::string& here,
               const std::string& there) {
    const auto add = [&](const std::string& what) {
      found_.conflicts.push_back(std::string{known.name} + ": '" + here + what +
                                 std::to_string(more.version) +
                                 "; build their modules with one definition of it");
    };
    if (known.version != more.version)
      add("' knows it in version " + std::to_string(known.version) + " and '" + there +
          "' in version ");
    else if (known.key != more.key || json_schema(known.shape) != json_schema(more.shape))
      add("' and '" + there + "' have different definitions of version ");
  }

  const deploy::deployment& from_;
  const deploy::module_offers& offers_;
  known_handlers handlers_;
  gathered_catalog found_;
  std::map<std::string, std::string> definer_; ///< the child whose definition counts
  std::set<std::string> services_;
};

} // namespace

gathered_catalog catalog_of(const deploy::deployment& from, const deploy::module_offers& offers) {
  return gathering{from, offers}.run();
}

} // namespace troupe::assembly
