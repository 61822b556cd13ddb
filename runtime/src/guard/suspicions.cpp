// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/suspicions.hpp"

#include <algorithm>

namespace troupe::guard {

bool suspicions::knows(const delivery_id& what) const {
  return std::find(known_.begin(), known_.end(), what) != known_.end();
}

bool suspicions::crashed(const delivery_id& what, int signal, time_point when) {
  if (!knows(what))
    known_.push_back(what);
  if (known_.size() > most)
    known_.pop_front();
  return charge({what, signal, when, false});
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

void suspicions::killed(const std::vector<delivery_id>& in_hand,
                        const std::optional<delivery_id>& ran_alone, time_point when) {
  const auto had = [&](const delivery_id& x) {
    return std::find(in_hand.begin(), in_hand.end(), x) != in_hand.end();
  };
  if (ran_alone && had(*ran_alone)) {
    charge({*ran_alone, 0, when, true});
    return;
  }
  std::erase_if(kills_, [&](const auto& x) { return !had(x.first); });
  for (const auto& each : in_hand) {
    const bool is_known = std::find(alone_.begin(), alone_.end(), each) != alone_.end();
    if (!is_known && ++kills_[each] >= kills_until_alone && alone_.size() < most) {
      kills_.erase(each);
      alone_.push_back(each);
    }
  }
}

void suspicions::settled(const delivery_id& what) {
  std::erase_if(charged_, [&](const suspect& x) { return x.what == what; });
  std::erase(alone_, what);
}

} // namespace troupe::guard
