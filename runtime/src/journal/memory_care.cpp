// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/keys_seen.hpp"
#include "journal/memory_contents.hpp"

#include <algorithm>
#include <limits>

// Its retention and its compaction, each in one step.

namespace troupe::journal {

using contents = memory_engine::contents;

namespace {

bool is_among(const std::vector<subscription_number>& all, subscription_number one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

} // namespace

trim_look contents::look(const trim_request& what) {
  trim_look seen;
  seen.head = head();
  for (auto at = gone; at < events.size(); ++at) {
    if (!has(at + 1))
      continue;
    seen.size += events[at].payload.size();
    seen.oldest.push_back({at + 1, events[at].time});
  }
  seen.events = seen.oldest.size();
  seen.event_bytes = event_overhead + seen.size / std::max<std::uint64_t>(seen.oldest.size(), 1);
  for (const auto& [letter_id, letter] : dead_letters)
    if (letter.event && letter.event->sequence > 0)
      lower(seen.lowest, {letter.event->sequence, "a dead letter of " + letter.service});
  for (const auto& [number, each] : subscriptions) {
    if (is_among(what.released, number))
      continue;
    if (is_among(what.holders, number))
      lower(seen.lowest, {each.settled + 1, "subscription " + each.name});
    for (const auto& [place, row] : each.parked)
      lower(seen.lowest, {row.sequence, "a parked event of " + each.name});
  }
  return seen;
}

void contents::erase(const trim_request& what, sequence_number upto, trimmed& into) {
  for (const auto number : what.released) {
    auto* of = find(number);
    if (of == nullptr)
      continue;
    into.parked +=
        std::erase_if(of->parked, [=](const auto& each) { return each.second.sequence <= upto; });
    if (of->lost_from == 0 && of->settled < upto)
      of->lost_from = std::max(gone, of->settled) + 1;
  }
  while (gone < upto || missing.contains(gone + 1))
    into.events += missing.erase(++gone) == 0 ? 1 : 0;
  into.first = gone + 1;
}

namespace {

class trimming final : public chore {
public:
  trimming(contents& of, std::uint64_t setbacks, trim_request what, trim_told told)
      : of_(of), setbacks_(setbacks), what_(std::move(what)), told_(std::move(told)) {}

  result<bool> step() override {
    trimmed done;
    std::unique_lock held{of_.mutex};
    for (;;) {
      const auto decided = decide_trim(what_, of_.look(what_));
      done.held = decided.held;
      if (decided.upto == 0 || of_.setbacks != setbacks_)
        break;
      of_.erase(what_, decided.upto, done);
    }
    held.unlock();
    told_(done);
    return true;
  }

private:
  contents& of_;
  std::uint64_t setbacks_; ///< one more, and somebody needs what nobody needed when it was begun
  trim_request what_;
  trim_told told_;
};

} // namespace

result<std::unique_ptr<chore>> memory_engine::trim(trim_request what, trim_told told) {
  return std::unique_ptr<chore>{
      std::make_unique<trimming>(*contents_, setbacks(), std::move(what), std::move(told))};
}

std::set<sequence_number> contents::referred_to() const {
  std::set<sequence_number> all;
  for (const auto& [id, letter] : dead_letters)
    if (letter.event)
      all.insert(letter.event->sequence);
  for (const auto& [number, each] : subscriptions)
    for (const auto& [place, row] : each.parked)
      all.insert(row.sequence);
  return all;
}

compacted contents::compact(const compact_request& what) {
  compacted done;
  done.upto = std::min(what.upto, head());
  for (const auto number : what.holders)
    if (const auto* of = find(number); of && of->settled < done.upto) {
      done.upto = of->settled;
      done.held = {"subscription " + of->name, of->settled};
    }
  done.is_cut_short = setbacks != what.setbacks.value_or(setbacks);
  if (done.is_cut_short)
    return done;
  const auto spared = referred_to();
  keys_seen seen{std::numeric_limits<std::size_t>::max()};
  std::map<std::string, compacted_topic> went;
  for (auto at = done.upto; at > gone; --at) {
    const auto& event = events[at - 1];
    const bool is_wanted =
        std::find(what.topics.begin(), what.topics.end(), event.topic) != what.topics.end();
    if (!is_wanted || event.key.empty() || !has(at) ||
        seen.see(event.topic, event.key) == keys_seen::place::newest || spared.contains(at))
      continue;
    missing.insert(at);
    auto& topic = went[event.topic];
    ++topic.events;
    topic.bytes += event.payload.size() + event_overhead;
  }
  for (auto& [name, topic] : went) {
    topic.name = name;
    done.topics.push_back(topic);
  }
  return done;
}

namespace {

class compacting final : public chore {
public:
  compacting(contents& of, compact_request what, compact_told told)
      : of_(of), what_(std::move(what)), told_(std::move(told)) {}

  result<bool> step() override {
    std::unique_lock held{of_.mutex};
    const auto done = of_.compact(what_);
    held.unlock();
    told_(done);
    return true;
  }

private:
  contents& of_;
  compact_request what_;
  compact_told told_;
};

} // namespace

result<std::unique_ptr<chore>> memory_engine::compact(compact_request what, compact_told told) {
  return std::unique_ptr<chore>{
      std::make_unique<compacting>(*contents_, std::move(what), std::move(told))};
}

} // namespace troupe::journal
