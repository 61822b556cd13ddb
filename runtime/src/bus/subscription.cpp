// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/subscription.hpp"
#include "bus/subscription_divide.hpp"

#include <algorithm>

namespace troupe::bus {

subscription::subscription(subscription_settings settings, interest what, sequence_number settled)
    : settings_(std::move(settings)), router_(std::move(what)), lanes_(settings_.instances),
      cursor_(settled), settled_(settled) {
  for (auto& each : lanes_)
    each.close_to(settings_.last_epoch);
}

actions subscription::start() {
  actions next;
  read_on(next);
  return next;
}

actions subscription::release() {
  settings_.held = false;
  return go_on();
}

void subscription::pause() {
  settings_.paused = true;
  drop_transient();
}

actions subscription::resume() {
  settings_.paused = false;
  return go_on();
}

actions subscription::go_on() {
  actions next;
  fetch_due(next);
  pump_all(next);
  read_on(next);
  say_wake(next);
  return next;
}

actions subscription::ready(std::size_t instance, journal::epoch_number epoch,
                            const positions& where,
                            const std::vector<journal::parked_head>& heads) {
  lose_probe(instance);
  for (std::size_t p = instance; p < where.size(); p += lanes_.size())
    positions_[p] = where[p].position;
  lanes_[instance].open(epoch, positions_);
  std::erase_if(due_, [&](const auto& entry) {
    return instance_of(waiting_.at(entry.second).partition) == instance;
  });
  std::erase_if(waiting_,
                [&](const auto& entry) { return instance_of(entry.second.partition) == instance; });
  for (const auto& head : heads)
    if (instance_of(head.row.partition) == instance)
      add_waiting(head.row.key, {head.row.partition, head.row.sequence, head.row.due, false,
                                 !head.row.letter.is_nil()});

  actions next;
  searched_in_vain_ = false; // It may take a probe now.
  look_at_breaker(next);
  fetch_due(next);
  pump(instance, next);
  pump_transient(instance, next);
  read_on(next);
  say_settled(next);
  say_wake(next);
  return next;
}

actions subscription::gone(std::size_t instance) {
  actions next;
  lose_probe(instance);
  lanes_[instance].close(transient_dropped_);
  if (is_held_up())
    probe_on(next);
  return next;
}

actions subscription::live(const journal::batch_ptr& batch) {
  actions next;
  const auto last = batch->events.back().sequence;
  if (last <= cursor_)
    return next; // A batch comes once for each group that we joined.
  if (!behind_ && is_full())
    behind_ = true;
  if (behind_)
    return missed(last);
  route(batch);
  cursor_ = last;
  pump_all(next);
  say_settled(next);
  return next;
}

actions subscription::missed(sequence_number last) {
  actions next;
  if (last <= cursor_)
    return next;
  behind_ = true;
  head_seen_ = std::max(head_seen_, last);
  read_on(next);
  return next;
}

actions subscription::page_read(const journal::page& page) {
  actions next;
  reading_ = false;
  route(page.events);
  cursor_ = std::max(cursor_, page.upto);
  if (cursor_ >= std::max(head_seen_, page.head))
    behind_ = false;
  pump_all(next);
  read_on(next);
  say_settled(next);
  return next;
}

void subscription::route(const journal::batch_ptr& batch) {
  const auto is_new = [this](const item& x) {
    return x.event->sequence > cursor_ && x.event->sequence > positions_[x.partition];
  };
  const auto push = [this](std::size_t instance, portion part) {
    searched_in_vain_ = searched_in_vain_ && lanes_[instance].queued() > 0;
    lanes_[instance].push(std::move(part), limits());
  };
  const auto all = router_.route(batch);
  if (lanes_.size() == 1 && std::all_of(all->items.begin(), all->items.end(), is_new))
    push(0, portion{all});
  else
    divide(all, is_new, push);
}

actions subscription::acknowledged(std::size_t instance, journal::epoch_number epoch,
                                   const acknowledgement& word) {
  actions next;
  auto& from = lanes_[instance];
  if (!from.is_ready() || from.epoch() != epoch)
    return next; // Of an instance that is gone: what it committed came with the next one's
                 // positions.
  from.settled(word, positions_);
  for (const auto& change : word.changes)
    apply(change, next);
  take_back(instance);
  look_at_breaker(next);
  pump_transient(instance, next);
  fetch_due(next);
  pump(instance, next);
  read_on(next);
  say_settled(next);
  say_wake(next);
  return next;
}

actions subscription::tick(time_point now, std::chrono::nanoseconds elapsed) {
  actions next;
  now_ = std::max(now_, now);
  elapsed_ = std::max(elapsed_, elapsed);
  wake_.reset();
  probe_wake_.reset();
  searched_in_vain_ = false;
  look_at_breaker(next);
  fetch_due(next);
  say_wake(next);
  return next;
}

void subscription::pump(std::size_t instance, actions& next) {
  if (is_still())
    return;
  if (settings_.alone)
    return pump_one(next);
  if (is_open_)
    return probe_on(next);
  if (auto some = lanes_[instance].take(limits()); !some.empty())
    give(instance, std::move(some), next);
}

void subscription::give(std::size_t instance, std::vector<portion> some, actions& next,
                        std::optional<breaker::probe_number> as) {
  const auto& to = lanes_[instance];
  next.push_back(deliver{instance, to.epoch(), std::move(some), to.round(), as});
}

/// To whichever instance has something, while none has anything in hand.
void subscription::pump_one(actions& next) {
  if (std::any_of(lanes_.begin(), lanes_.end(), [](const lane& x) { return x.in_hand() > 0; }))
    return;
  if (is_alone_over(*settings_.alone)) {
    settings_.alone.reset();
    next.push_back(alone_over{});
    if (is_open_)
      recall_queued();
    return pump_all(next);
  }
  for (std::size_t i = 0; i < lanes_.size(); ++i)
    if (auto one = lanes_[i].take({1, settings_.memory}); !one.empty())
      return give(i, std::move(one), next, breaker::in_any_case);
}

void subscription::go_on_alone(actions& next) {
  if (settings_.alone && !is_still())
    pump_one(next);
}

/// It is handled, or waits for an attempt later on, and all that came before it is not waiting.
bool subscription::is_alone_over(sequence_number what) const {
  if (cursor_ < what)
    return false;
  for (const auto& each : lanes_) {
    const auto* first = each.first_fresh();
    if (!each.is_ready() || (first && first->event->sequence <= what))
      return false;
  }
  return std::none_of(waiting_.begin(), waiting_.end(), [&](const auto& x) {
    return x.second.sequence == what && !x.second.held &&
           (x.second.in_flight || x.second.due <= now_);
  });
}

void subscription::pump_all(actions& next) {
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    pump(i, next);
    pump_transient(i, next);
  }
}

void subscription::read_on(actions& next) {
  if (!behind_ || reading_ || is_full())
    return;
  reading_ = true;
  next.push_back(read_page{cursor_});
}

bool subscription::is_full() const {
  return queued() >= settings_.credit * lanes_.size() ||
         std::any_of(lanes_.begin(), lanes_.end(),
                     [this](const lane& x) { return x.bytes() >= settings_.memory; });
}

std::size_t subscription::queued() const {
  std::size_t sum = 0;
  for (const auto& each : lanes_)
    sum += each.queued();
  return sum;
}

std::size_t subscription::in_memory() const {
  std::size_t sum = queued();
  for (const auto& each : lanes_)
    sum += each.in_hand();
  return sum;
}

void subscription::say_settled(actions& next) {
  auto upto = cursor_;
  for (const auto& each : lanes_)
    if (const auto* x = each.first_fresh())
      upto = std::min(upto, x->event->sequence - 1);
  if (upto <= settled_)
    return;
  settled_ = upto;
  next.push_back(settle{upto});
}

/// The next after now: what is due and was not fetched waits for room, not for a time.
void subscription::say_wake(actions& next) {
  const auto first = due_.lower_bound({now_ + std::chrono::microseconds{1}, {}});
  if (first == due_.end() || (wake_ && *wake_ <= first->first))
    return;
  wake_ = first->first;
  next.push_back(wake_at{first->first});
}

} // namespace troupe::bus
