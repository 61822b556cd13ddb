// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/subscription.hpp"
#include "bus/subscription_divide.hpp"

#include <algorithm>
#include <utility>

/// What skips the journal.
namespace troupe::bus {
namespace {

/// How many an instance has in hand of what may still be replaced: enough to be busy until its word
/// has come and brought more.
constexpr std::size_t window = 256;

} // namespace

actions subscription::live_transient(const journal::batch_ptr& batch) {
  actions next;
  const auto give_to = [&](std::size_t instance, portion part) {
    if (settings_.overflows.empty())
      return offer_transient(instance, std::move(part), next);
    for_each_topic(std::move(part), [&](portion row) {
      queue_transient(instance, std::move(row), batch->from_source);
    });
    pump_transient(instance, next);
  };
  const auto all = router_.route(batch);
  if (lanes_.size() == 1)
    give_to(0, portion{all});
  else
    divide(
        all, [](const item&) { return true; }, give_to);
  return next;
}

/// Deliveries of one topic. No source waits for an instance that is gone, and may not come again.
void subscription::queue_transient(std::size_t instance, portion row, bool from_source) {
  if (!takes_transient())
    return count_dropped(row, transient_dropped_);
  auto& to = lanes_[instance];
  const auto& topic = row.front().event->topic;
  const auto said = settings_.overflows.find(topic);
  auto policy = said == settings_.overflows.end() ? overflow::drop_newest : said->second;
  if (policy == overflow::block && !(from_source && to.is_ready()))
    policy = overflow::drop_newest;
  to.transient_waiting(topic).push(std::move(row), policy, settings_.transient_limit,
                                   transient_dropped_);
}

/// As far as there is room; the newest are dropped.
void subscription::offer_transient(std::size_t instance, portion part, actions& next) {
  const auto limit = takes_transient() ? settings_.transient_limit : 0;
  const auto room = std::min(part.size(), lanes_[instance].transient_room(limit));
  if (room > 0)
    send_transient(instance, part.split(room), next);
  count_dropped(part, transient_dropped_);
}

void subscription::send_transient(std::size_t instance, portion part, actions& next) {
  auto& to = lanes_[instance];
  to.add_transient(part);
  next.push_back(deliver{instance, to.epoch(), {std::move(part)}});
}

void subscription::pump_transient(std::size_t instance, actions& next) {
  auto& to = lanes_[instance];
  if (!to.waits_transient() || !takes_transient())
    return;
  const auto most = std::min(window, settings_.transient_limit);
  while (to.waits_transient() && to.transient_room(most) > 0)
    send_transient(instance, to.take_transient(to.transient_room(most)), next);
  if (to.waits_transient() && to.is_ready())
    next.push_back(want_word{instance, to.epoch()});
}

void subscription::drop_transient() {
  for (auto& each : lanes_)
    while (each.waits_transient())
      count_dropped(each.take_transient(settings_.transient_limit), transient_dropped_);
}

std::size_t subscription::held_transient() const {
  std::size_t sum = 0;
  for (const auto& each : lanes_)
    for (const auto& [topic, policy] : settings_.overflows)
      if (each.is_ready() && policy == overflow::block)
        sum += each.count_transient_waiting(topic);
  return sum;
}

actions subscription::settled_transient(std::size_t instance, std::uint64_t count) {
  actions next;
  if (lanes_[instance].settled_transient(count))
    pump_transient(instance, next);
  return next;
}

} // namespace troupe::bus
