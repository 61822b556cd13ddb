// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/topic_groups.hpp"

#include "bus/messages.hpp"

#include <caf/group_manager.hpp>
#include <caf/send.hpp>

#include <algorithm>
#include <type_traits>

namespace troupe::bus {

topic_groups::topic_groups(caf::actor_system& system, unsubscribed report, transient_watch watch)
    : system_(system), unsubscribed_(std::move(report)), watch_(std::move(watch)) {}

caf::group topic_groups::group_of(const pattern& topics) {
  const std::lock_guard guard{mutex_};
  for (auto& known : entries_)
    if (known.topics == topics) {
      ++known.users;
      return known.group;
    }
  entries_.push_back({topics, system_.groups().get_local(topics.text())});
  of_topic_.clear();
  return entries_.back().group;
}

void topic_groups::let_go(const pattern& topics) {
  const std::lock_guard guard{mutex_};
  const auto known = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const entry& x) { return x.topics == topics; });
  if (known == entries_.end() || --known->users > 0)
    return;
  entries_.erase(known);
  of_topic_.clear();
}

const std::vector<std::size_t>& topic_groups::groups_of_topic(const std::string& topic) {
  const auto [known, is_new] = of_topic_.try_emplace(topic);
  if (is_new)
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (entries_[i].topics.matches(topic))
        known->second.push_back(i);
  return known->second;
}

template <class Message>
void topic_groups::send(const journal::batch_ptr& batch) {
  if (batch->events.empty())
    return;
  std::vector<event_ptr> without;
  std::vector<caf::group> chosen;
  {
    const std::lock_guard guard{mutex_};
    std::vector<bool> is_chosen(entries_.size());
    const std::string* last = nullptr;
    for (const auto& e : batch->events) {
      if (last != nullptr && *last == e.topic)
        continue; // Events of one topic often come in rows.
      const auto& groups = groups_of_topic(e.topic);
      if (groups.empty())
        without.emplace_back(batch, &e);
      else
        last = &e.topic;
      for (const auto i : groups)
        if (!is_chosen[i]) {
          is_chosen[i] = true;
          chosen.push_back(entries_[i].group);
        }
    }
  }
  for (const auto& group : chosen)
    caf::anon_send(group, Message{batch});
  // What skips the journal is for those who listen; that nobody does is nobody's loss.
  if constexpr (std::is_same_v<Message, live_batch>)
    for (const auto& e : without)
      unsubscribed_(e);
}

void topic_groups::publish(const journal::batch_ptr& batch) {
  send<live_batch>(batch);
}

void topic_groups::publish_transient(const journal::batch_ptr& batch) {
  if (watch_)
    watch_(batch);
  send<transient_batch>(batch);
}

} // namespace troupe::bus
