// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letter_changes.hpp"

#include "bus/item.hpp"

#include <algorithm>
#include <span>

namespace troupe::cli {
namespace {

constexpr std::size_t group_max = 256;

} // namespace

std::optional<std::string> why_not_replayed(const journal::dead_letter_record& x,
                                            const subscription_numbers& known) {
  using journal::dead_letter_reason;
  if (!x.event && x.reason == dead_letter_reason::bad_input)
    return "it is input of which " + x.service +
           " could make no event; correct the input and bring it in again";
  if (!x.event)
    return "it is a message between actors and no event, so nobody is there who could take it "
           "again; "
           "read it, then drop it";
  if (x.service.empty() || x.reason == dead_letter_reason::no_subscriber)
    return "no service failed on it, none subscribes to " + x.event->topic +
           "; a service that is added with 'start: beginning' handles it";
  if (x.event->sequence == 0)
    return "its topic is transient, so the journal does not hold it";
  if (known.find(x.service) == known.end())
    return "the journal has no subscription '" + x.service + "'";
  return std::nullopt;
}

journal::commit replay_of(const journal::dead_letter_record& x, const subscription_numbers& known) {
  journal::commit out;
  out.subscription = known.at(x.service);
  journal::parked_record row;
  row.sequence = x.event->sequence;
  row.key = x.delivery_key;
  row.partition = bus::partition_of(x.delivery_key);
  out.parks.push_back(std::move(row));
  out.dead_letters_removed.push_back(x.id);
  return out;
}

journal::commit drop_of(const journal::dead_letter_record& x) {
  journal::commit out;
  out.dead_letters_removed.push_back(x.id);
  return out;
}

result<std::vector<left_letter>> write_all(journal::engine& to, std::vector<journal::commit>& all) {
  std::vector<left_letter> left;
  for (std::size_t first = 0; first < all.size(); first += group_max) {
    const std::span group{all.data() + first, std::min(group_max, all.size() - first)};
    const auto verdicts = to.write(group);
    if (!verdicts)
      return verdicts.failure();
    for (std::size_t i = 0; i < group.size(); ++i)
      if (const auto& verdict = (*verdicts)[i]; !verdict.accepted())
        left.push_back({group[i].dead_letters_removed.front(), verdict.failure->what});
  }
  all.clear();
  return left;
}

} // namespace troupe::cli
