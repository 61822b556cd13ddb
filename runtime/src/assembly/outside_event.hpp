// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/requests.hpp"
#include "control/status.hpp"
#include "journal/commit.hpp"
#include "service/surroundings.hpp"
#include "troupe/behavior.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// An event that somebody outside wrote as JSON, beside a deployment that runs or without one.
namespace troupe::assembly {

/// The handlers of each service of a deployment.
using handlers_of_all = std::vector<std::span<const event_handler>>;

/// Those that take events of a topic by their type, and whether others do by a pattern.
struct takers {
  std::vector<const event_handler*> typed;
  bool by_pattern = false;

  bool any() const { return !typed.empty() || by_pattern; }
  /// With the newest description of the event; null where none has one.
  const event_handler* newest() const;
};
takers takers_of(const std::string& topic, const handlers_of_all&);

/// What is written, once it is known to fit.
struct outside_event {
  std::string topic;
  std::uint32_t version = 1;
  std::string payload;
  event_terms terms;
  std::string source; ///< empty: the deployment's name
  std::string id;     ///< empty: it may come any number of times
  bool decoded = false;

  /// As a handler would publish it. It refers to this one's topic.
  outgoing fact() const;
};

/// Reads it as those handlers will that take its topic; a member that the event does not have is
/// refused, and so is one that is missing and may not be null. Where only patterns take it, its
/// type is not known and it must be JSON. Errors say what is wrong: with the payload, an origin, a
/// key; and that nobody handles the topic. Pure.
result<outside_event> read_outside_event(const control::publish_event&, const handlers_of_all&,
                                         std::size_t payload_max, const checked_constraints& = {});

/// The commit that publishes it, on a durable topic.
journal::commit commit_of(const outside_event&, const uuid& id, time_point now,
                          const std::string& deployment, const times_to_live&);

/// What is answered when that commit was accepted.
control::event_published answer_of(const outside_event&, const journal::verdict&);

} // namespace troupe::assembly
