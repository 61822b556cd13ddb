// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/topic_kinds.hpp"

#include <algorithm>

namespace troupe::assembly {
namespace {

/// Events that were durable once are still there for whoever reads the journal; those to come are
/// not.
std::string transient_now(const journal::topic_record& topic) {
  return topic.name +
         " is transient now and was not before: the journal holds its events up to sequence " +
         std::to_string(topic.last);
}

std::string durable_now(const journal::topic_record& topic) {
  return topic.name +
         " is durable now and was transient before: the journal holds none of the events that were "
         "published meanwhile";
}

} // namespace

topic_kinds compare_kinds(const std::vector<journal::topic_record>& known,
                          const std::set<std::string>& transient) {
  topic_kinds found;
  std::size_t still = 0;
  for (const auto& topic : known) {
    const bool is_transient = transient.count(topic.name) > 0;
    if (topic.transient && is_transient)
      ++still;
    else if (topic.transient)
      found.changes.push_back(durable_now(topic));
    else if (is_transient && topic.last > 0)
      found.changes.push_back(transient_now(topic));
  }
  found.differ = !found.changes.empty() || still != transient.size();
  return found;
}

} // namespace troupe::assembly
