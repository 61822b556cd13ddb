// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/subscription.hpp"

/// Deliveries that wait in the journal: for a time, for a person, or behind one of their key.
namespace troupe::bus {
namespace {

portion parked_item(event_ptr event, journal::parked_head&& head) {
  auto made = std::make_shared<item_list>();
  made->attempts = std::move(head.row.attempts);
  const std::string_view key = made->keys.emplace_back(std::move(head.row.key));
  if (head.row.replay || head.row.reread)
    made->replay = replayed{head.row.late, {}, head.row.reread};
  if (head.row.payload) {
    const auto edited = std::make_shared<journal::event_record>(*event);
    if (made->replay)
      made->replay->original = std::string{event->payload.text()};
    edited->payload = *std::move(head.row.payload);
    event = edited;
  }
  made->items.push_back({event.get(),
                         key,
                         head.row.partition,
                         true,
                         false,
                         0,
                         made->attempts,
                         {},
                         made->replay ? &*made->replay : nullptr});
  made->bytes = bytes_of(*event);
  made->owner = std::move(event);
  return portion{std::move(made)};
}

} // namespace

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
  case parked_change::kind::held:
    add_waiting(change.key, {change.partition, change.sequence, {}, false, true});
    break;
  case parked_change::kind::left:
    next.push_back(read_parked{change.key});
    break;
  case parked_change::kind::unparked:
    // One that is known is read again when it has left.
    if (waiting_.try_emplace(change.key, waiting_key{change.partition, 0, {}, true}).second)
      next.push_back(read_parked{change.key});
    break;
  }
}

void subscription::add_waiting(const std::string& key, const waiting_key& row) {
  if (const auto known = waiting_.find(key); known != waiting_.end())
    due_.erase({known->second.due, key});
  searched_in_vain_ = false;
  waiting_[key] = row;
  if (!row.held)
    due_.emplace(row.due, key);
}

/// Asks for the rows whose time has come, as far as their instances have room.
void subscription::fetch_due(actions& next) {
  if (settings_.paused)
    return;
  if (is_held_up())
    return probe_on(next);
  std::vector<std::size_t> room(lanes_.size());
  std::size_t total = 0;
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    const auto held = lanes_[i].queued() + lanes_[i].in_hand();
    room[i] = lanes_[i].is_ready() && held < 2 * settings_.credit ? 2 * settings_.credit - held : 0;
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
  const bool is_probe = is_wanted_as_probe(key);
  if (!head) {
    if (is_probe)
      give_up_probe(next);
    go_on_alone(next);
    return next;
  }
  waiting_key row{head->row.partition, head->row.sequence, head->row.due, true,
                  !head->row.letter.is_nil()};
  const auto instance = instance_of(row.partition);
  if (row.due > now_ || row.held || !event || (is_held_up() && !is_probe)) {
    row.in_flight = false;
    add_waiting(key, row);
    if (is_probe)
      give_up_probe(next);
    say_wake(next);
    go_on_alone(next);
    return next;
  }
  waiting_[key] = row;
  if (is_probe) {
    probe_->is_sent = true;
    give(instance, lanes_[instance].take_ahead(parked_item(std::move(event), *std::move(head))),
         next, probe_->number);
    return next;
  }
  lanes_[instance].push(parked_item(std::move(event), *std::move(head)), limits());
  pump(instance, next);
  return next;
}

/// The instance is told before it is decided: what it is given after that waits behind the row, so
/// only what it has in hand now can overtake it. Its commits come after the row's, for the row's is
/// submitted first.
std::optional<subscription::parking> subscription::park_begins(partition_number partition,
                                                               sequence_number sequence,
                                                               const std::string& key) const {
  const auto instance = instance_of(partition);
  const auto& to = lanes_[instance];
  if (!to.is_ready())
    return std::nullopt;
  return parking{to.epoch(),
                 to.has_in_hand_behind(partition, sequence),
                 {tell_parked{instance, to.epoch(), key}}};
}

/// The commit had the owner's epoch for a precondition. So it came after that instance had read its
/// rows, and before any successor claimed the partition: the one was told of the row, the other
/// finds it in the journal.
actions subscription::park_decided(journal::epoch_number epoch, const journal::parked_record& row,
                                   bool accepted) {
  actions next;
  const auto instance = instance_of(row.partition);
  const auto& to = lanes_[instance];
  if (!to.is_ready())
    return next;
  if (!accepted) {
    if (to.epoch() == epoch)
      next.push_back(tell_unparked{instance, epoch, row.key});
    return next;
  }
  if (waiting_.find(row.key) == waiting_.end())
    add_waiting(row.key, {row.partition, row.sequence, row.due, false});
  fetch_due(next);
  say_wake(next);
  return next;
}

std::optional<journal::epoch_number> subscription::owner_of(partition_number partition) const {
  const auto& owner = lanes_[instance_of(partition)];
  return owner.is_ready() ? std::optional{owner.epoch()} : std::nullopt;
}

/// A later owner has read its rows after the change.
bool subscription::is_held_for(journal::epoch_number epoch,
                               const journal::parked_record& row) const {
  const auto known = waiting_.find(row.key);
  return owner_of(row.partition) == epoch && known != waiting_.end() && known->second.held &&
         known->second.sequence == row.sequence;
}

actions subscription::released(journal::epoch_number epoch, const journal::parked_record& row) {
  actions next;
  if (!is_held_for(epoch, row))
    return next;
  add_waiting(row.key, {row.partition, row.sequence, {}});
  fetch_due(next);
  say_wake(next);
  return next;
}

actions subscription::resolved(journal::epoch_number epoch, const journal::parked_record& row) {
  actions next;
  if (!is_held_for(epoch, row))
    return next;
  // What the instance has parked behind it meanwhile may not be in the journal yet: the next row is
  // read when its word comes.
  waiting_.erase(row.key);
  next.push_back(tell_unparked{instance_of(row.partition), epoch, row.key});
  return next;
}

} // namespace troupe::bus
