// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/listing.hpp"
#include "assembly/prospects.hpp"
#include "cli/deployment_source.hpp"
#include "deployment/words.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a deployment means: who is there, what they publish, handle and answer.
namespace troupe::cli {

/// A service of the deployment, as its code says it is.
struct service_view {
  bool is_source = false;
  std::vector<std::string> handles; ///< topics and patterns
  std::vector<std::string> publishes;
  bool declares_publishes = false;
  std::vector<std::string> answers; ///< queries
  boost::json::object options;      ///< all of them, defaults filled in, secrets hidden
  std::string trouble;              ///< why it cannot be used
};

/// A topic, or a pattern that matches none of the topics that are known.
struct topic_view {
  bool is_transient = false;
  troupe::overflow overflow = troupe::overflow::drop_newest;
  std::optional<std::chrono::nanoseconds> time_to_live; ///< where the deployment says it
  deploy::keeping keep = deploy::keeping::all;
  std::vector<std::string> published_by;
  std::vector<std::string> handled_by;
};

struct journal_view {
  std::optional<std::uint64_t> head;      ///< nothing where there is no journal to read
  std::string trouble;                    ///< why
  std::vector<std::string> without_child; ///< subscriptions
};

struct description {
  std::string file;
  const deploy::deployment* what = nullptr;
  std::map<std::string, std::vector<assembly::prospect>> prospects; ///< by the child's id
  std::map<std::string, service_view> services;                     ///< by the child's id
  std::map<std::string, topic_view> topics;
  std::vector<std::string> undeclared; ///< children that may publish whatever they like
  journal_view journal;
};

/// The deployment must outlive the description.
description describe(const std::string& file, const loaded_deployment&);

std::string description_text(const description&, std::size_t columns);
std::string description_json(const description&);
/// A graph of services and topics in the language of Graphviz.
std::string description_dot(const description&);

using deploy::name_of;
using deploy::text_of;

} // namespace troupe::cli
