// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/transient_intake.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::bus {

transient_intake::transient_intake(std::size_t limit, std::vector<pattern> wanted,
                                   std::map<std::string, overflow> policies, pressure* told)
    : limit_(limit), wanted_(std::move(wanted)), policies_(std::move(policies)), told_(told) {
  for (const auto& [topic, policy] : policies_)
    if (policy == overflow::block && is_wanted(topic))
      blocking_.push_back(topic);
}

bool transient_intake::put(journal::batch_ptr batch) {
  const std::lock_guard guard{mutex_};
  auto& all = waiting_.batches;
  const bool was_empty = all.empty();
  const bool held = is_held(*batch);
  const bool oldest =
      has(*batch, overflow::drop_oldest) || has(*batch, overflow::keep_latest_per_key);
  (held ? held_ : events_) += batch->events.size();
  batches_ += held ? 0 : 1;
  all.push_back(std::move(batch));
  make_room(oldest);
  if (held && !is_full_ && held_ + behind_ >= limit_) {
    is_full_ = true;
    for (const auto& topic : blocking_)
      told_->raise(topic);
  }
  return was_empty;
}

void transient_intake::make_room(bool oldest) {
  auto& all = waiting_.batches;
  const auto may_go = [this](const journal::batch_ptr& x) { return !is_held(*x); };
  while (events_ > limit_ && batches_ > 1) {
    const auto less = oldest ? std::find_if(all.begin(), all.end(), may_go)
                             : std::prev(std::find_if(all.rbegin(), all.rend(), may_go).base());
    events_ -= (*less)->events.size();
    --batches_;
    count_dropped(**less);
    all.erase(less);
  }
}

transient_intake::taken transient_intake::take() {
  const std::lock_guard guard{mutex_};
  behind_ += std::exchange(held_, 0);
  events_ = batches_ = 0;
  return std::exchange(waiting_, {});
}

void transient_intake::waits_behind(std::size_t held) {
  if (blocking_.empty())
    return;
  {
    const std::lock_guard guard{mutex_};
    behind_ = held;
    if (!is_full_ || held_ + behind_ > limit_ / 2)
      return;
    is_full_ = false;
  }
  for (const auto& topic : blocking_)
    told_->lower(topic);
}

void transient_intake::close() {
  {
    const std::lock_guard guard{mutex_};
    if (!std::exchange(is_full_, false))
      return;
  }
  for (const auto& topic : blocking_)
    told_->lower(topic);
}

bool transient_intake::has(const journal::batch& batch, overflow policy) const {
  if (policies_.empty())
    return false;
  return std::any_of(batch.events.begin(), batch.events.end(), [&](const auto& e) {
    const auto said = policies_.find(e.topic);
    return said != policies_.end() && said->second == policy;
  });
}

bool transient_intake::is_wanted(const std::string& topic) const {
  return std::any_of(wanted_.begin(), wanted_.end(),
                     [&](const pattern& p) { return p.matches(topic); });
}

void transient_intake::count_dropped(const journal::batch& batch) {
  for (const auto& e : batch.events)
    if (is_wanted(e.topic))
      ++waiting_.dropped[e.topic];
}

} // namespace troupe::bus
