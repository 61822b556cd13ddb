// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/suspicions.hpp"

#include <algorithm>

namespace troupe::guard {

bool suspicions::knows(const delivery_id& what) const {
  return std::find(known_.begin(), known_.end(), what) != known_.end();
}

bool suspicions::crashed(const held_delivery& had, int signal, time_point when) {
  if (!knows(had.what))
    known_.push_back(had.what);
  if (known_.size() > most)
    known_.pop_front();
  return charge({had.what, had.epoch, signal, when, false});
}

bool suspicions::charge(const suspect& who) {
  std::erase(alone_, who.what);
  kills_.erase(who.what);
  const auto known = std::find_if(charged_.begin(), charged_.end(),
                                  [&](const suspect& x) { return x.what == who.what; });
  if (known != charged_.end()) {
    *known = who;
    return true;
  }
  if (charged_.size() >= most)
    return false;
  charged_.push_back(who);
  return true;
}

std::optional<delivery_id> suspicions::alone() const {
  return alone_.empty() ? std::nullopt : std::optional{alone_.front()};
}

void suspicions::killed(const std::vector<held_delivery>& in_hand,
                        const std::optional<delivery_id>& ran_alone, time_point when) {
  const auto find = [&](const delivery_id& x) {
    return std::find_if(in_hand.begin(), in_hand.end(),
                        [&](const held_delivery& each) { return each.what == x; });
  };
  if (const auto at = ran_alone ? find(*ran_alone) : in_hand.end(); at != in_hand.end()) {
    charge({at->what, at->epoch, 0, when, true});
    return;
  }
  std::erase_if(kills_, [&](const auto& x) { return find(x.first) == in_hand.end(); });
  for (const auto& [what, epoch] : in_hand) {
    const bool is_known = std::find(alone_.begin(), alone_.end(), what) != alone_.end();
    if (!is_known && ++kills_[what] >= kills_until_alone && alone_.size() < most) {
      kills_.erase(what);
      alone_.push_back(what);
    }
  }
}

void suspicions::settled(const delivery_id& what) {
  std::erase_if(charged_, [&](const suspect& x) { return x.what == what; });
  std::erase(alone_, what);
}

} // namespace troupe::guard
