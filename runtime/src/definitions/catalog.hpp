// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/definition.hpp"
#include "troupe/error.hpp"

#include <map>
#include <string>
#include <vector>

/// The events of a deployment as people and other programs are told of them.
namespace troupe::definitions {

/// An event, and what becomes of it in this deployment.
struct defined_event {
  event_definition what;
  bool is_transient = false;
  std::vector<std::string> published_by; ///< children; who says nothing is not among them
  std::vector<std::string> handled_by;
};

/// What a service keeps by key.
struct defined_state {
  std::string service; ///< "commerce.inventory"
  json_shape shape;
  version_range versions{};
};

struct catalog {
  std::string name;                            ///< of the deployment
  std::map<std::string, defined_event> events; ///< by topic
  std::vector<defined_state> states;           ///< by service
  std::vector<std::string> unsaid;             ///< children that may publish whatever they like
};

/// For people.
std::string text_of(const catalog&);
std::string markdown_of(const catalog&);

/// One object, with an array of events.
boost::json::object json_of(const catalog&);

/// An AsyncAPI 3.0 document: a channel for each topic, an operation for each child that publishes
/// to or handles one. https://www.asyncapi.com/docs/reference/specification/v3.0.0
boost::json::object asyncapi_of(const catalog&);

/// As JSON values.
boost::json::array examples_of(const event_definition&);

} // namespace troupe::definitions
