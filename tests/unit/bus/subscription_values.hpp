// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/subscription.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

/// Values and words for tables of a subscription's decisions.
namespace troupe::bus::trial {

using journal::trial::at;

inline interest in(std::initializer_list<const char*> topics) {
  interest what;
  for (const auto* each : topics)
    what.topics.push_back(journal::trial::topics(each));
  return what;
}

/// Events with the sequences from `first`, given as topic and key.
inline journal::batch_ptr batch(sequence_number first,
                                std::vector<std::pair<const char*, std::string>> events) {
  auto made = std::make_shared<journal::batch>();
  for (auto& [topic, key] : events) {
    made->events.push_back(journal::trial::event(first, topic, key));
    made->events.back().sequence = first++;
  }
  return made;
}

/// Events that skip the journal, given as topic and key.
inline journal::batch_ptr transient(std::vector<std::pair<const char*, std::string>> events) {
  auto made = std::make_shared<journal::batch>();
  for (const auto& [topic, key] : events)
    made->events.push_back(journal::trial::event(0, topic, key));
  return made;
}

/// So many events of one topic and key.
inline journal::batch_ptr batch_of(sequence_number first, std::size_t count,
                                   const std::string& key = "k") {
  return batch(first, {count, {"orders.placed", key}});
}

inline journal::page page_of(journal::batch_ptr events, sequence_number upto,
                             sequence_number head) {
  return {std::move(events), upto, head};
}

inline subscription::positions nowhere() {
  return {};
}

inline subscription::positions everywhere_at(sequence_number position) {
  subscription::positions all{};
  for (auto& each : all)
    each.position = position;
  return all;
}

inline journal::parked_head head_of(const std::string& key, sequence_number sequence,
                                    time_point due) {
  journal::parked_head made;
  made.row = journal::trial::parked_row(sequence, key, 1, partition_of(key));
  made.row.due = due;
  return made;
}

inline event_ptr event_of(const std::string& key, sequence_number sequence) {
  auto made = std::make_shared<journal::event_record>(
      journal::trial::event(sequence, "orders.placed", key));
  made->sequence = sequence;
  return made;
}

/// Keys whose partitions belong to a given instance of `instances`.
inline std::string key_for(std::size_t instance, std::size_t instances, int n = 0) {
  for (int i = 0;; ++i) {
    auto key = "key-" + std::to_string(i);
    if (partition_of(key) % instances == instance && n-- == 0)
      return key;
  }
}

inline std::uint64_t total(const drop_counts& all) {
  std::uint64_t sum = 0;
  for (const auto& [topic, count] : all)
    sum += count;
  return sum;
}

/// The actions, in words: "deliver 0: 1 2 (3)", "read after 7", "parked k", "wake 10", "settle 5",
/// "tell 0 of k".
inline std::vector<std::string> words(const actions& all) {
  std::vector<std::string> told;
  const auto tell = [&](const action& each) -> std::string {
    if (const auto* x = std::get_if<deliver>(&each)) {
      auto text = "deliver " + std::to_string(x->instance) + ':';
      for (const auto& part : x->items)
        for (const auto& item : part) {
          const auto number = std::to_string(item.event->sequence);
          text += ' ' + (item.parked ? '(' + number + ')' : item.transient ? '~' + number : number);
        }
      return text;
    }
    if (const auto* x = std::get_if<read_page>(&each))
      return "read after " + std::to_string(x->after);
    if (const auto* x = std::get_if<read_parked>(&each))
      return "parked " + x->key;
    if (const auto* x = std::get_if<wake_at>(&each))
      return "wake " +
             std::to_string(
                 std::chrono::duration_cast<std::chrono::seconds>(x->when - at(0)).count());
    if (const auto* x = std::get_if<tell_parked>(&each))
      return "tell " + std::to_string(x->instance) + " of " + x->key;
    if (const auto* x = std::get_if<tell_unparked>(&each))
      return "tell " + std::to_string(x->instance) + " of " + x->key + " no more";
    if (const auto* x = std::get_if<want_word>(&each))
      return "want word of " + std::to_string(x->instance);
    if (std::holds_alternative<alone_over>(each))
      return "alone over";
    if (const auto* x = std::get_if<probe_at>(&each))
      return "probe at " +
             std::to_string(std::chrono::duration_cast<std::chrono::seconds>(x->when).count());
    return "settle " + std::to_string(std::get<settle>(each).upto);
  };
  for (const auto& each : all)
    told.push_back(tell(each));
  return told;
}

using texts = std::vector<std::string>;

} // namespace troupe::bus::trial

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(troupe::bus::trial::texts)
