// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/catalog.hpp"

#include "troupe/duration.hpp"
#include "troupe/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace troupe::definitions {
namespace {

using boost::json::array;
using boost::json::object;

array names(const std::vector<std::string>& all) {
  return array(all.begin(), all.end());
}

object json_of(const defined_event& x) {
  const auto& what = x.what;
  object out{{"event", what.name}, {"version", what.version}};
  if (!what.key.empty())
    out["key"] = what.key;
  if (!what.description.empty())
    out["description"] = what.description;
  if (!what.owner.empty())
    out["owner"] = what.owner;
  out["transient"] = x.is_transient;
  if (what.time_to_live)
    out["time_to_live"] = format_duration(*what.time_to_live);
  if (!what.expires.empty())
    out["expires"] = what.expires;
  out["published_by"] = names(x.published_by);
  out["handled_by"] = names(x.handled_by);
  out["schema"] = json_schema(what.shape);
  out["examples"] = examples_of(what);
  return out;
}

} // namespace

array examples_of(const event_definition& what) {
  array all;
  for (const auto& each : what.examples)
    if (auto read = parse_json(each))
      all.push_back(*std::move(read));
  return all;
}

object json_of(const catalog& all) {
  array events;
  for (const auto& [name, x] : all.events)
    events.push_back(json_of(x));
  array states;
  for (const auto& x : all.states)
    states.push_back(object{
        {"service", x.service}, {"version", x.versions.newest}, {"schema", json_schema(x.shape)}});
  return {{"deployment", all.name},
          {"events", std::move(events)},
          {"states", std::move(states)},
          {"may_publish_more", names(all.unsaid)}};
}

} // namespace troupe::definitions
