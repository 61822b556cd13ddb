// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/item.hpp"
#include "journal/record.hpp"
#include "troupe/topic.hpp"

#include <caf/actor_system.hpp>
#include <caf/group.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace troupe::bus {

/// Hands batches of events to whoever subscribed: one message to the CAF group of each topic in the
/// batch and to the group of each subscribed pattern that matches one.
///
/// All functions may be called from any thread; batches of one thread arrive in the order in which
/// they were published. Topics that nobody subscribes to are reported, event by event.
class topic_groups {
public:
  /// Called for each event without a subscriber, on the publishing thread.
  using unsubscribed = std::function<void(const event_ptr&)>;

  /// Called with each batch that skips the journal, before anybody gets it, on the publishing
  /// thread.
  using transient_watch = std::function<void(const journal::batch_ptr&)>;

  topic_groups(caf::actor_system&, unsubscribed, transient_watch = {});

  /// The group to join for a topic or a pattern. From now on, batches go there too.
  caf::group group_of(const pattern&);

  /// Whoever asked for the group so often does not listen any more: without anybody else, events of
  /// its topics have no subscriber by it.
  void let_go(const pattern&);

  void publish(const journal::batch_ptr&);
  void publish_transient(const journal::batch_ptr&);

private:
  const std::vector<std::size_t>& groups_of_topic(const std::string& topic);
  template <class Message>
  void send(const journal::batch_ptr&);

  struct entry {
    pattern topics;
    caf::group group;
    std::size_t users = 1; ///< how often it was asked for
  };

  caf::actor_system& system_;
  unsubscribed unsubscribed_;
  transient_watch watch_;
  std::mutex mutex_;
  std::vector<entry> entries_;
  std::unordered_map<std::string, std::vector<std::size_t>> of_topic_;
};

} // namespace troupe::bus
