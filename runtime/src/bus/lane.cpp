// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/lane.hpp"

#include <algorithm>
#include <utility>

namespace troupe::bus {
namespace {

/// A portion's share of what its list keeps in memory.
std::size_t kept_by(const portion& x) {
  return x.empty() ? 0 : x.list()->bytes * x.size() / x.list()->items.size();
}

/// How many times a portion's own size it may keep alive, where memory is scarce.
constexpr std::size_t sparse = 4;

bool is_parked(const portion& x) {
  return !x.empty() && x.front().parked;
}

/// Without what is passed; the portion itself where nothing of it is.
portion without(const portion& x, const lane::sequences& passed) {
  const auto is_passed = [&](const item& i) { return i.event->sequence <= passed[i.partition]; };
  if (std::none_of(x.begin(), x.end(), is_passed))
    return x;
  auto rest = std::make_shared<item_list>();
  std::remove_copy_if(x.begin(), x.end(), std::back_inserter(rest->items), is_passed);
  rest->owner = x.list();
  rest->bytes = kept_by(x);
  return portion{std::move(rest)};
}

} // namespace

void lane::open(journal::epoch_number epoch, const sequences& passed) {
  return_sent();
  is_ready_ = true;
  epoch_ = epoch;
  taken_ = 0;
  let_go_after_.reset();
  round_ = 0;
  transient_taken_ = 0;
  transient_in_hand_ = 0;
  transient_rows_.clear();
  for (const auto& waiting : std::exchange(queue_, {})) {
    queued_ -= waiting.size();
    queued_bytes_ -= kept_by(waiting);
    if (!is_parked(waiting))
      append(without(waiting, passed));
  }
}

void lane::close(drop_counts& lost) {
  return_sent();
  is_ready_ = false;
  transient_in_hand_ = 0;
  for (const auto& each : std::exchange(transient_rows_, {}))
    lost[*each.topic] += each.count;
}

/// Parked deliveries are left out, for their rows are read again; their keys.
std::vector<std::string> lane::return_sent() {
  std::vector<std::string> parked;
  for (auto each = sent_.rbegin(); each != sent_.rend(); ++each) {
    if (is_parked(*each)) {
      parked.emplace_back(each->front().key);
      continue;
    }
    queued_ += each->size();
    queued_bytes_ += kept_by(*each);
    queue_.push_front(std::move(*each));
  }
  sent_.clear();
  sent_bytes_ = 0;
  in_hand_ = 0;
  return parked;
}

std::vector<std::string> lane::take_back() {
  if (!let_go_after_ || *let_go_after_ != taken_)
    return {};
  let_go_after_.reset();
  ++round_;
  return return_sent();
}

std::vector<std::string> lane::recall_parked() {
  std::vector<std::string> keys;
  for (const auto& waiting : std::exchange(queue_, {})) {
    if (!is_parked(waiting)) {
      queue_.push_back(waiting);
      continue;
    }
    keys.emplace_back(waiting.front().key);
    queued_ -= waiting.size();
    queued_bytes_ -= kept_by(waiting);
  }
  return keys;
}

void lane::push(portion more, const limits& most) {
  if (more.empty())
    return;
  const auto kept = kept_by(more);
  const bool scarce = bytes() + kept > most.bytes / 2;
  append(scarce && kept > sparse * own_bytes_of(more) ? copy_of(more) : std::move(more));
}

void lane::append(portion more) {
  if (more.empty())
    return;
  queued_ += more.size();
  queued_bytes_ += kept_by(more);
  queue_.push_back(std::move(more));
}

std::vector<portion> lane::take(const limits& most) {
  std::vector<portion> taken;
  while (is_ready_ && !queue_.empty() && in_hand_ < most.credit &&
         (in_hand_ == 0 || sent_bytes_ < most.bytes / 2)) {
    auto& first = queue_.front();
    queued_bytes_ -= kept_by(first);
    taken.push_back(first.split(std::min(first.size(), most.credit - in_hand_)));
    queued_bytes_ += kept_by(first);
    if (first.empty())
      queue_.pop_front();
    const auto& sent = sent_.emplace_back(taken.back());
    sent_bytes_ += kept_by(sent);
    in_hand_ += sent.size();
    queued_ -= sent.size();
  }
  return taken;
}

std::vector<portion> lane::take_ahead(portion one) {
  const auto& sent = sent_.emplace_back(std::move(one));
  sent_bytes_ += kept_by(sent);
  in_hand_ += sent.size();
  return {sent};
}

void lane::settled(const acknowledgement& word, sequences& passed) {
  settled_transient(word.transient);
  auto more = static_cast<std::size_t>(word.taken - taken_);
  taken_ = word.taken;
  in_hand_ -= more;
  while (more > 0) {
    auto& first = sent_.front();
    sent_bytes_ -= kept_by(first);
    const auto here = std::min(more, first.size());
    for (const auto& x : first.split(here))
      if (!x.parked)
        passed[x.partition] = std::max(passed[x.partition], x.event->sequence);
    more -= here;
    sent_bytes_ += kept_by(first);
    if (first.empty())
      sent_.pop_front();
  }
}

bool lane::settled_transient(std::uint64_t count) {
  if (count <= transient_taken_)
    return false;
  auto more = std::min(transient_in_hand_, static_cast<std::size_t>(count - transient_taken_));
  transient_in_hand_ -= more;
  transient_taken_ = count;
  while (more > 0) {
    auto& first = transient_rows_.front();
    const auto here = std::min(more, first.count);
    more -= here;
    if ((first.count -= here) == 0)
      transient_rows_.pop_front();
  }
  return true;
}

void lane::add_transient(const portion& sent) {
  transient_in_hand_ += sent.size();
  for_each_topic(sent, [this](const portion& some) {
    const auto& topic = some.front().event->topic;
    if (!transient_rows_.empty() && *transient_rows_.back().topic == topic)
      transient_rows_.back().count += some.size();
    else
      transient_rows_.push_back({&*topics_.insert(topic).first, some.size()});
  });
}

std::size_t lane::count_transient_waiting(const std::string& topic) const {
  const auto known = transient_waiting_.find(topic);
  return known == transient_waiting_.end() ? 0 : known->second.size();
}

bool lane::waits_transient() const {
  return std::any_of(transient_waiting_.begin(), transient_waiting_.end(),
                     [](const auto& each) { return each.second.size() > 0; });
}

portion lane::take_transient(std::size_t most) {
  for (auto next = transient_waiting_.upper_bound(transient_last_);; ++next) {
    if (next == transient_waiting_.end())
      next = transient_waiting_.begin();
    if (next->second.size() == 0)
      continue;
    transient_last_ = next->first;
    return next->second.take(most);
  }
}

std::size_t lane::transient_room(std::size_t limit) const {
  return is_ready_ && transient_in_hand_ < limit ? limit - transient_in_hand_ : 0;
}

const item* lane::first_fresh() const {
  for (const auto* part : {&sent_, &queue_})
    for (const auto& each : *part)
      if (!each.empty() && !is_parked(each))
        return &each.front();
  return nullptr;
}

bool lane::has_in_hand_behind(partition_number partition, sequence_number sequence) const {
  return std::any_of(sent_.begin(), sent_.end(), [&](const portion& each) {
    return std::any_of(each.begin(), each.end(), [&](const item& x) {
      return x.partition == partition && x.event->sequence > sequence;
    });
  });
}

} // namespace troupe::bus
