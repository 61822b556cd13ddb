// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/subscription.hpp"

#include <algorithm>

namespace troupe::bus {

subscription::subscription(subscription_settings settings, interest what, sequence_number settled)
    : settings_(settings), interest_(std::move(what)), lanes_(settings.instances), cursor_(settled),
      settled_(settled) {}

actions subscription::start() {
  actions next;
  read_on(next);
  return next;
}

bool subscription::wants(const std::string& topic) const {
  auto [known, is_new] = wanted_.try_emplace(topic, false);
  if (is_new)
    known->second = std::any_of(interest_.topics.begin(), interest_.topics.end(),
                                [&](const pattern& p) { return p.matches(topic); });
  return known->second;
}

actions subscription::ready(std::size_t instance, journal::epoch_number epoch,
                            const positions& where,
                            const std::vector<journal::parked_head>& heads) {
  auto& lane = lanes_[instance];
  return_sent(lane);
  lane.is_ready = true;
  lane.epoch = epoch;
  lane.taken = 0;
  lane.transient_taken = 0;
  lane.transient_in_hand = 0;
  for (std::size_t p = instance; p < where.size(); p += lanes_.size())
    positions_[p] = where[p].position;

  std::erase_if(lane.queue, [&](const item& x) {
    return x.parked || x.event->sequence <= positions_[x.partition];
  });
  std::erase_if(due_, [&](const auto& entry) {
    return instance_of(waiting_.at(entry.second).partition) == instance;
  });
  std::erase_if(waiting_,
                [&](const auto& entry) { return instance_of(entry.second.partition) == instance; });
  for (const auto& head : heads)
    if (instance_of(head.row.partition) == instance)
      add_waiting(head.row.key, {head.row.partition, head.row.sequence, head.row.due, false});

  actions next;
  fetch_due(next);
  pump(instance, next);
  read_on(next);
  say_settled(next);
  say_wake(next);
  return next;
}

void subscription::gone(std::size_t instance) {
  auto& lane = lanes_[instance];
  return_sent(lane);
  lane.is_ready = false;
  transient_dropped_ += lane.transient_in_hand;
  lane.transient_in_hand = 0;
}

/// What was sent and not settled goes back to the front of the queue, in order. Parked deliveries
/// are left out: the next `ready` brings their rows again.
void subscription::return_sent(instance_lane& lane) {
  for (auto chunk = lane.sent.rbegin(); chunk != lane.sent.rend(); ++chunk) {
    const auto first = chunk + 1 == lane.sent.rend() ? lane.settled_of_first : 0;
    for (auto i = (*chunk)->size(); i-- > first;)
      if (const auto& x = (**chunk)[i]; !x.parked)
        lane.queue.push_front(x);
  }
  lane.sent.clear();
  lane.settled_of_first = 0;
  lane.in_hand = 0;
}

actions subscription::live(const journal::batch_ptr& batch) {
  actions next;
  const auto last = batch->events.back().sequence;
  if (last <= cursor_)
    return next; // A batch comes once for each group that we joined.
  if (!behind_ && queued() >= settings_.credit * lanes_.size())
    behind_ = true;
  if (behind_) {
    head_seen_ = std::max(head_seen_, last);
    read_on(next);
    return next;
  }
  for (const auto& e : batch->events)
    route(batch, e);
  cursor_ = last;
  pump_all(next);
  say_settled(next);
  return next;
}

actions subscription::page_read(const journal::page& page) {
  actions next;
  reading_ = false;
  for (const auto& e : page.events->events)
    route(page.events, e);
  cursor_ = std::max(cursor_, page.upto);
  if (cursor_ >= std::max(head_seen_, page.head))
    behind_ = false;
  pump_all(next);
  read_on(next);
  say_settled(next);
  return next;
}

void subscription::route(const journal::batch_ptr& owner, const journal::event_record& e) {
  if (e.sequence <= cursor_ || !wants(e.topic))
    return;
  auto key = interest_.key_of(e);
  const auto p = partition_of(key);
  if (e.sequence <= positions_[p])
    return;
  lanes_[instance_of(p)].queue.push_back(
      {event_ptr{owner, &e}, std::move(key), p, false, false, {}});
}

actions subscription::live_transient(const journal::batch_ptr& batch) {
  std::vector<std::vector<item>> chosen(lanes_.size());
  for (const auto& e : batch->events) {
    if (!wants(e.topic))
      continue;
    auto key = interest_.key_of(e);
    const auto p = partition_of(key);
    auto& lane = lanes_[instance_of(p)];
    if (!lane.is_ready || lane.transient_in_hand >= settings_.transient_limit) {
      ++transient_dropped_;
      continue;
    }
    ++lane.transient_in_hand;
    chosen[instance_of(p)].push_back({event_ptr{batch, &e}, std::move(key), p, false, true, {}});
  }
  actions next;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (!chosen[i].empty())
      next.push_back(deliver{i, lanes_[i].epoch,
                             std::make_shared<const std::vector<item>>(std::move(chosen[i]))});
  return next;
}

actions subscription::acknowledged(std::size_t instance, journal::epoch_number epoch,
                                   const acknowledgement& word) {
  actions next;
  auto& lane = lanes_[instance];
  if (!lane.is_ready || lane.epoch != epoch)
    return next; // Of an instance that is gone: what it committed came with the next one's
                 // positions.
  lane.transient_in_hand -= std::min<std::size_t>(
      lane.transient_in_hand, static_cast<std::size_t>(word.transient - lane.transient_taken));
  lane.transient_taken = word.transient;
  auto more = static_cast<std::size_t>(word.taken - lane.taken);
  lane.taken = word.taken;
  lane.in_hand -= more;
  while (more > 0) {
    const auto& first = *lane.sent.front();
    const auto here = std::min(more, first.size() - lane.settled_of_first);
    for (std::size_t i = 0; i < here; ++i)
      if (const auto& x = first[lane.settled_of_first + i]; !x.parked)
        positions_[x.partition] = std::max(positions_[x.partition], x.event->sequence);
    lane.settled_of_first += here;
    more -= here;
    if (lane.settled_of_first == first.size()) {
      lane.sent.pop_front();
      lane.settled_of_first = 0;
    }
  }
  for (const auto& change : word.changes)
    apply(change, next);
  fetch_due(next);
  pump(instance, next);
  read_on(next);
  say_settled(next);
  say_wake(next);
  return next;
}

void subscription::apply(const parked_change& change, actions& next) {
  switch (change.what) {
  case parked_change::kind::parked:
    if (waiting_.find(change.key) == waiting_.end())
      add_waiting(change.key, {change.partition, change.sequence, change.due, false});
    break;
  case parked_change::kind::reparked:
    waiting_.erase(change.key);
    add_waiting(change.key, {change.partition, change.sequence, change.due, false});
    break;
  case parked_change::kind::left:
    next.push_back(read_parked{change.key});
    break;
  }
}

void subscription::add_waiting(const std::string& key, const waiting_key& row) {
  if (const auto known = waiting_.find(key); known != waiting_.end())
    due_.erase({known->second.due, key});
  waiting_[key] = row;
  due_.emplace(row.due, key);
}

actions subscription::tick(time_point now) {
  actions next;
  now_ = std::max(now_, now);
  wake_.reset();
  fetch_due(next);
  say_wake(next);
  return next;
}

/// Asks for the rows whose time has come, as far as their instances have room.
void subscription::fetch_due(actions& next) {
  std::vector<std::size_t> room(lanes_.size());
  std::size_t total = 0;
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    const auto held = lanes_[i].queue.size() + lanes_[i].in_hand;
    room[i] = lanes_[i].is_ready && held < 2 * settings_.credit ? 2 * settings_.credit - held : 0;
    total += room[i];
  }
  for (auto at = due_.begin(); total > 0 && at != due_.end() && at->first <= now_;) {
    auto& row = waiting_.at(at->second);
    auto& left = room[instance_of(row.partition)];
    if (left == 0) {
      ++at;
      continue;
    }
    --left;
    --total;
    row.in_flight = true;
    next.push_back(read_parked{at->second});
    at = due_.erase(at);
  }
}

actions subscription::parked_read(const std::string& key, std::optional<journal::parked_head> head,
                                  event_ptr event) {
  actions next;
  const auto known = waiting_.find(key);
  if (known != waiting_.end() && !known->second.in_flight)
    return next; // Asked for twice: its turn comes by its time.
  if (known != waiting_.end())
    waiting_.erase(known);
  if (!head)
    return next;
  waiting_key row{head->row.partition, head->row.sequence, head->row.due, true};
  const auto instance = instance_of(row.partition);
  if (row.due > now_ || !event) {
    row.in_flight = false;
    add_waiting(key, row);
    say_wake(next);
    return next;
  }
  waiting_[key] = row;
  lanes_[instance].queue.push_back(
      {std::move(event), key, row.partition, true, false, std::move(head->row.attempts)});
  pump(instance, next);
  return next;
}

void subscription::pump(std::size_t instance, actions& next) {
  auto& lane = lanes_[instance];
  if (!lane.is_ready || lane.queue.empty() || lane.in_hand >= settings_.credit)
    return;
  const auto count = std::min(lane.queue.size(), settings_.credit - lane.in_hand);
  const auto last = lane.queue.begin() + static_cast<std::ptrdiff_t>(count);
  auto chunk = std::make_shared<const std::vector<item>>(
      std::make_move_iterator(lane.queue.begin()), std::make_move_iterator(last));
  lane.queue.erase(lane.queue.begin(), last);
  lane.in_hand += count;
  lane.sent.push_back(chunk);
  next.push_back(deliver{instance, lane.epoch, std::move(chunk)});
}

void subscription::pump_all(actions& next) {
  for (std::size_t i = 0; i < lanes_.size(); ++i)
    pump(i, next);
}

void subscription::read_on(actions& next) {
  if (!behind_ || reading_ || queued() >= settings_.credit * lanes_.size())
    return;
  reading_ = true;
  next.push_back(read_page{cursor_});
}

std::size_t subscription::queued() const {
  std::size_t sum = 0;
  for (const auto& lane : lanes_)
    sum += lane.queue.size();
  return sum;
}

std::size_t subscription::in_memory() const {
  std::size_t sum = queued();
  for (const auto& lane : lanes_)
    sum += lane.in_hand;
  return sum;
}

void subscription::say_settled(actions& next) {
  auto upto = cursor_;
  for (const auto& lane : lanes_) {
    auto first_fresh = [&]() -> const item* {
      for (std::size_t c = 0; c < lane.sent.size(); ++c)
        for (std::size_t i = c == 0 ? lane.settled_of_first : 0; i < lane.sent[c]->size(); ++i)
          if (const auto& x = (*lane.sent[c])[i]; !x.parked)
            return &x;
      for (const auto& x : lane.queue)
        if (!x.parked)
          return &x;
      return nullptr;
    };
    if (const auto* x = first_fresh())
      upto = std::min(upto, x->event->sequence - 1);
  }
  if (upto <= settled_)
    return;
  settled_ = upto;
  next.push_back(settle{upto});
}

void subscription::say_wake(actions& next) {
  if (due_.empty())
    return;
  const auto when = due_.begin()->first;
  if (when <= now_ || (wake_ && *wake_ <= when))
    return;
  wake_ = when;
  next.push_back(wake_at{when});
}

} // namespace troupe::bus
