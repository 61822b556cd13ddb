// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/transient_queue.hpp"

#include <algorithm>
#include <utility>

namespace troupe::bus {
namespace {

/// How many times its own number of deliveries a portion may keep alive.
constexpr std::size_t sparse = 4;

portion kept(portion x) {
  return x.list()->items.size() > sparse * x.size() ? copy_of(x) : x;
}

} // namespace

void count_dropped(const portion& all, drop_counts& dropped) {
  for_each_topic(all, [&](const portion& row) { dropped[row.front().event->topic] += row.size(); });
}

void add(const drop_counts& some, drop_counts& to) {
  for (const auto& [topic, count] : some)
    to[topic] += count;
}

void transient_queue::push(portion more, overflow policy, std::size_t limit, drop_counts& dropped) {
  switch (policy) {
  case overflow::keep_latest_per_key:
    return keep_latest(std::move(more), limit, dropped);
  case overflow::drop_newest: {
    const auto room = limit - std::min(limit, size_);
    auto fits = more.split(std::min(room, more.size()));
    count_dropped(more, dropped);
    return append(std::move(fits), {});
  }
  case overflow::drop_oldest:
    append(std::move(more), {});
    return make_room(limit, dropped);
  case overflow::block:
    return append(std::move(more), {});
  }
}

/// A later value stands where the one before it did, so that no key waits longer for being busy.
void transient_queue::keep_latest(portion more, std::size_t limit, drop_counts& dropped) {
  while (!more.empty()) {
    const auto one = more.split(1);
    auto slot = one.front().event->topic + '\n' + std::string{one.front().key};
    const auto known = slots_.find(slot);
    if (known == slots_.end()) {
      append(one, std::move(slot));
      make_room(limit, dropped);
      continue;
    }
    auto& older = entries_[static_cast<std::size_t>(known->second - taken_)].what;
    count_dropped(older, dropped);
    older = kept(one);
  }
}

void transient_queue::append(portion more, std::string slot) {
  if (more.empty())
    return;
  size_ += more.size();
  if (!slot.empty())
    slots_.emplace(slot, taken_ + entries_.size());
  entries_.push_back({kept(std::move(more)), std::move(slot)});
}

void transient_queue::make_room(std::size_t limit, drop_counts& dropped) {
  while (size_ > limit)
    count_dropped(split_first(size_ - limit), dropped);
}

portion transient_queue::split_first(std::size_t most) {
  auto& first = entries_.front();
  auto taken = first.what.split(std::min(most, first.what.size()));
  size_ -= taken.size();
  if (first.what.empty()) {
    if (!first.slot.empty())
      slots_.erase(first.slot);
    entries_.pop_front();
    ++taken_;
  }
  return taken;
}

portion transient_queue::take(std::size_t most) {
  return entries_.empty() || most == 0 ? portion{} : split_first(most);
}

} // namespace troupe::bus
