// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/subscription.hpp"

/// What is delivered while the breaker is open: probes.
namespace troupe::bus {
namespace {

/// Among how many that are due the oldest is looked for. They are those that are due for longest.
constexpr std::size_t most_candidates = 1000;

} // namespace

/// What it says is taken up here and nowhere else, so that each decision has one answer.
void subscription::look_at_breaker(actions& next) {
  if (!settings_.breaker || settings_.breaker->is_closed() != is_open_)
    return;
  is_open_ = !is_open_;
  searched_in_vain_ = false;
  probed_.clear();
  if (is_open_)
    return recall_queued();
  probe_.reset();
  fetch_due(next);
  pump_all(next);
  read_on(next);
}

actions subscription::let_go(std::size_t instance, journal::epoch_number epoch,
                             std::uint64_t taken) {
  actions next;
  auto& from = lanes_[instance];
  if (!from.is_ready() || from.epoch() != epoch)
    return next;
  from.let_go(taken);
  take_back(instance);
  look_at_breaker(next);
  fetch_due(next);
  pump(instance, next);
  say_wake(next);
  return next;
}

/// Also of what was settled: an instance with nothing in hand may have a probe, and is done with
/// one that it had.
void subscription::take_back(std::size_t instance) {
  auto& from = lanes_[instance];
  recall(from.take_back());
  if (from.in_hand() > 0)
    return;
  searched_in_vain_ = false;
  if (!probe_ || !probe_->is_sent || probe_->instance != instance)
    return;
  // What it said of it was first; it says nothing of one that was settled already.
  settings_.breaker->settled(breaker::result::neither, probe_->number, {}, elapsed_);
  probe_.reset();
}

void subscription::recall_queued() {
  for (auto& each : lanes_)
    recall(each.recall_parked());
}

/// They wait for a time, as before they were asked for.
void subscription::recall(const std::vector<std::string>& keys) {
  for (const auto& key : keys) {
    const auto known = waiting_.find(key);
    if (known == waiting_.end() || !known->second.in_flight)
      continue;
    known->second.in_flight = false;
    due_.emplace(known->second.due, key);
  }
}

/// Its instance is gone. Whatever became of it, it did not close the breaker.
void subscription::lose_probe(std::size_t instance) {
  if (!probe_ || !probe_->is_sent || probe_->instance != instance)
    return;
  settings_.breaker->settled(breaker::result::failed, probe_->number,
                             "its instance went before it was done", elapsed_);
  probe_.reset();
}

void subscription::give_up() {
  pause(); // So that no other probe is begun.
  for (std::size_t i = 0; i < lanes_.size(); ++i)
    gone(i);
  if (probe_)
    settings_.breaker->settled(breaker::result::neither, probe_->number, {}, elapsed_);
  probe_.reset();
}

void subscription::probe_on(actions& next) {
  if (probe_ || is_still())
    return;
  const auto until = settings_.breaker->open_until();
  if (!until)
    return; // It was closed just now: a word of that follows.
  if (elapsed_ < *until) {
    if (probe_wake_ != until)
      next.push_back(probe_at{*until});
    probe_wake_ = until;
    return;
  }
  if (searched_in_vain_)
    return;
  auto found = next_candidate(false);
  if (!found && !probed_.empty() && (found = next_candidate(true)))
    probed_.clear();
  if (!found)
    found = front_in_the_way();
  if (found)
    begin_probe(*found, next);
  else
    searched_in_vain_ = true;
}

/// The oldest that is due and the first of its key, at an instance that has nothing in hand.
std::optional<subscription::candidate> subscription::next_candidate(bool also_probed) const {
  std::optional<candidate> oldest;
  const auto propose = [&](sequence_number sequence, std::size_t instance, std::string_view key,
                           bool parked) {
    if (!oldest || sequence < oldest->sequence)
      oldest = candidate{sequence, instance, std::string{key}, parked};
  };
  std::size_t seen = 0;
  for (auto at = due_.begin(); at != due_.end() && at->first <= now_ && seen < most_candidates;
       ++at) {
    const auto& row = waiting_.at(at->second);
    const auto instance = instance_of(row.partition);
    if (!lanes_[instance].is_idle() || (!also_probed && probed_.count(at->second) > 0))
      continue;
    ++seen;
    propose(row.sequence, instance, at->second, true);
  }
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    const auto* front = lanes_[i].is_idle() ? lanes_[i].first_queued() : nullptr;
    const std::string key{front ? front->key : std::string_view{}};
    if (front && waiting_.find(key) == waiting_.end() && (also_probed || probed_.count(key) == 0))
      propose(front->event->sequence, i, key, false);
  }
  return oldest;
}

/// One that will be parked behind another of its key, and stands before all that could be tried.
std::optional<subscription::candidate> subscription::front_in_the_way() const {
  std::optional<candidate> oldest;
  for (std::size_t i = 0; i < lanes_.size(); ++i)
    if (const auto* front = lanes_[i].is_idle() ? lanes_[i].first_queued() : nullptr)
      if (!oldest || front->event->sequence < oldest->sequence)
        oldest = candidate{front->event->sequence, i, std::string{front->key}, false};
  return oldest;
}

void subscription::begin_probe(const candidate& what, actions& next) {
  const auto number = settings_.breaker->begin_probe();
  probed_.insert(what.key);
  probe_ = probe{number, what.instance, what.key, !what.parked};
  if (!what.parked)
    return give(what.instance, lanes_[what.instance].take({1, settings_.memory}), next, number);
  auto& row = waiting_.at(what.key);
  row.in_flight = true;
  due_.erase({row.due, what.key});
  next.push_back(read_parked{what.key});
}

bool subscription::is_wanted_as_probe(const std::string& key) const {
  return probe_ && !probe_->is_sent && probe_->key == key;
}

/// Its row is not what it was taken for: another is chosen.
void subscription::give_up_probe(actions& next) {
  settings_.breaker->settled(breaker::result::neither, probe_->number, {}, elapsed_);
  probe_.reset();
  probe_on(next);
}

} // namespace troupe::bus
