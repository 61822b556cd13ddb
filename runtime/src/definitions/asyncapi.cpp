// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/catalog.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace troupe::definitions {
namespace {

using boost::json::array;
using boost::json::object;

object reference(const std::string& to) {
  return {{"$ref", to}};
}

object message_of(const std::string& name, const defined_event& x) {
  object out{{"name", name},
             {"title", name + ", version " + std::to_string(x.what.version)},
             {"contentType", "application/json"},
             {"payload", json_schema(x.what.shape, "#/components/messages/" + name + "/payload")}};
  if (!x.what.description.empty())
    out["summary"] = x.what.description;
  if (!x.what.owner.empty())
    out["x-owner"] = x.what.owner;
  out["x-version"] = x.what.version;
  if (!x.what.key.empty())
    out["x-key"] = x.what.key;
  array examples;
  for (auto& each : examples_of(x.what))
    examples.push_back(object{{"payload", std::move(each)}});
  if (!examples.empty())
    out["examples"] = std::move(examples);
  return out;
}

object channel_of(const std::string& name, const defined_event& x) {
  object out{{"address", name},
             {"messages", object{{name, reference("#/components/messages/" + name)}}}};
  if (x.is_transient)
    out["description"] = "Not kept: at most once, to those who are there.";
  return out;
}

/// A child's id is unique, so one of it and a topic is, too.
void add_operations(object& to, const char* action, const std::string& verb,
                    const std::string& topic, const std::vector<std::string>& children) {
  for (const auto& child : children)
    to[child + '.' + verb + '.' + topic] =
        object{{"action", action},
               {"channel", reference("#/channels/" + topic)},
               {"messages", array{reference("#/channels/" + topic + "/messages/" + topic)}}};
}

} // namespace

object asyncapi_of(const catalog& all) {
  object channels;
  object operations;
  object messages;
  std::uint32_t newest = 1;
  for (const auto& [name, x] : all.events) {
    channels[name] = channel_of(name, x);
    messages[name] = message_of(name, x);
    add_operations(operations, "send", "publishes", name, x.published_by);
    add_operations(operations, "receive", "handles", name, x.handled_by);
    newest = std::max(newest, x.what.version);
  }
  return {{"asyncapi", "3.0.0"},
          {"info", object{{"title", all.name},
                          {"version", std::to_string(newest)},
                          {"description", "The events of the deployment '" + all.name + "'."}}},
          {"defaultContentType", "application/json"},
          {"channels", std::move(channels)},
          {"operations", std::move(operations)},
          {"components", object{{"messages", std::move(messages)}}}};
}

} // namespace troupe::definitions
