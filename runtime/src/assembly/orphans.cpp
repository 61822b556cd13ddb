// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/orphans.hpp"

namespace troupe::assembly {

std::vector<journal::commit> note_orphans(const std::vector<journal::subscription_record>& known,
                                          const has_child& has, time_point now) {
  std::vector<journal::commit> all;
  for (const auto& each : known) {
    const bool is_noted = each.orphaned && *each.orphaned <= now;
    const bool ends = has(each) && each.orphaned;
    const bool begins = !has(each) && !is_noted;
    if (!ends && !begins)
      continue;
    auto& made = all.emplace_back();
    made.subscription = each.number;
    made.orphaned = journal::orphaning{begins ? std::optional{now} : std::nullopt};
  }
  return all;
}

error has_lost_events(const journal::subscription_record& of, journal::sequence_number first) {
  return {ec::invalid,
          "the retention took the events " + std::to_string(of.lost_from) + " to " +
              std::to_string(first - 1) + " while no child had the subscription '" + of.name +
              "', which had not handled them; say 'troupe subscriptions seek FILE " + of.name +
              " --to " + std::to_string(first) +
              "' where it shall go on without those that it wanted, or restore a backup that has "
              "them",
          of.name};
}

std::optional<time_point> orphan_release::end_of(const journal::subscription_record& x) const {
  if (!keep_ || !x.orphaned)
    return std::nullopt;
  return *x.orphaned + std::chrono::duration_cast<std::chrono::microseconds>(*keep_);
}

orphan_release::findings
orphan_release::look(const std::vector<journal::subscription_record>& known, const has_child& has,
                     time_point now) {
  findings found;
  for (const auto& each : known) {
    const auto end = end_of(each);
    if (has(each) || !end || *end > now) {
      announced_.erase(each.number);
      continue;
    }
    if (announced_.insert(each.number).second)
      found.announced.push_back(each.name);
    else
      found.released.push_back(each.number);
  }
  return found;
}

} // namespace troupe::assembly
