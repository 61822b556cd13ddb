// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "service/checked_constraints.hpp"
#include "troupe/clock.hpp"
#include "troupe/service.hpp"
#include "troupe/uuid.hpp"
#include "vocabulary/steady_time.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace troupe {

/// What a handler may ask for at most; beyond it the handler crashes with a sentence.
struct handler_limits {
  std::size_t payload = 1024 * 1024;
  std::size_t published = 10000;
  std::size_t state_cache = 10000;
  std::size_t crashes = 20;
};

/// The sentence for an event that is larger than `limits.payload`.
inline std::string payload_too_large(const outgoing& fact, std::size_t limit) {
  return "an event of " + std::string{fact.topic} + " has " + std::to_string(fact.payload.size()) +
         " bytes and limits.payload is " + std::to_string(limit);
}

/// How long events of a topic are of use, where the deployment says it.
using times_to_live = std::map<std::string, std::chrono::nanoseconds, std::less<>>;

/// When an event expires that is published at `when`; what the deployment says of its topic counts
/// for more than what its type does.
inline std::optional<time_point> expiry_of(const outgoing& fact, time_point when,
                                           const times_to_live& said) {
  const auto by_topic = said.find(fact.topic);
  const auto time = by_topic == said.end() ? fact.time_to_live : by_topic->second;
  if (!time || (fact.expires && by_topic == said.end()))
    return fact.expires;
  return when + std::chrono::duration_cast<std::chrono::microseconds>(*time);
}

/// The sentence for an event that only the runtime may publish.
inline std::string reserved_topic(std::string_view topic) {
  return "topics that begin with 'troupe.' are the runtime's own, so nobody else may publish " +
         std::string{topic} + "; name the event otherwise";
}

/// Writes one line of the log; called from any thread.
using log_function = std::function<void(log_level, std::string_view who, std::string_view text)>;

/// What surrounds a handler's call, whoever makes it. Everything in it may be used from any thread.
struct call_surroundings {
  const clock& time;
  uuid_source& ids;
  log_function log;
  std::set<std::string> transient_topics{};
  times_to_live lives{};
  checked_constraints constraints{};
  handler_limits limits{};
  std::string module_version{}; ///< what the modules were built with
  steady_time steady{time};     ///< what a delay is measured by
};

/// The module of a service that is offered as "module.service".
inline std::string module_of(std::string_view offer) {
  return std::string{offer.substr(0, offer.find('.'))};
}

} // namespace troupe
