// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/admission.hpp"
#include "journal/duplicates.hpp"
#include "journal/memory.hpp"
#include "journal/trim_plan.hpp"

#include <map>
#include <mutex>
#include <set>

namespace troupe::journal {

/// What a journal in memory holds; whoever touches it holds `mutex`.
struct memory_engine::contents final : premises {
  struct subscription {
    std::string name;
    sequence_number settled = 0;
    std::array<partition_position, partition_count> moved{};
    std::map<std::string, std::string> states;
    std::map<std::int64_t, parked_record> parked; ///< by place
    bool paused = false;
    std::optional<pause_note> paused_for{};
    bool muted = false;
    std::map<sequence_number, partition_number> unhandled; ///< see `rereading`
    std::set<sequence_number> letters;                     ///< likewise
    std::optional<time_point> orphaned{};                  ///< see `subscription_record`
    sequence_number lost_from = 0;                         ///< likewise
    return_mark returned{};                                ///< likewise

    parked_record* parked_event(sequence_number);
    void apply(commit&, std::int64_t& place); ///< `place` is the last that was given
  };

  /// Those that are forgotten are kept all the same, and found no more.
  struct memory_of_origins final : origins_seen {
    duplicate_window window;
    std::map<std::pair<std::string, std::string>, known_origin> known; ///< by source and id
    std::uint64_t last_number = 0;

    const duplicate_window& kept() const override { return window; }
    std::uint64_t last() const override { return last_number; }
    std::optional<known_origin> find(const std::string&, const std::string&) override;
    void keep(const std::string&, const std::string&, known_origin,
              const std::optional<known_origin>&) override;
  };

  std::mutex mutex;
  std::vector<event_record> events;  ///< the first has sequence 1
  sequence_number gone = 0;          ///< up to here the retention took them
  std::set<sequence_number> missing; ///< and above it the compaction these
  std::uint64_t setbacks = 0;
  memory_of_origins origins;
  std::map<std::string, topic_record> topics;
  std::map<subscription_number, subscription> subscriptions;
  std::map<uuid, timer_record> timers;
  std::map<uuid, dead_letter_record> dead_letters;
  std::vector<audit_record> audits;
  std::chrono::microseconds wall_moved{};
  std::int64_t last_place = 0;
  epoch_number last_epoch = 0;

  subscription* find(subscription_number);
  bool is_orphan(subscription_number number) {
    const auto* found = find(number);
    return found != nullptr && found->orphaned;
  }
  trim_look look(const trim_request&);
  void erase(const trim_request&, sequence_number upto, trimmed& into);
  compacted compact(const compact_request&);
  bool has(sequence_number x) const {
    return x > gone && x <= events.size() && !missing.contains(x);
  }
  std::set<sequence_number> referred_to() const;
  verdict add(commit&);
  void apply_timers(const commit&);
  void apply_seek(subscription&, const seek&, epoch_number by);
  void forget(subscription_number);
  topic_record& topic_of(const std::string& name);
  void set_transient(const std::vector<std::string>& topics);

  sequence_number head() override { return events.size(); }
  sequence_number first() override { return gone + 1; }
  std::optional<sequence_number> settled(subscription_number) override;
  partition_position moved(subscription_number, partition_number) override;
  std::optional<parked_premise> parked(subscription_number, sequence_number) override;
  bool has_timer(const timer_firing&) override;
  bool has_dead_letter(const uuid& id) override { return dead_letters.contains(id); }
  std::optional<held_row> held_by(const uuid& letter) override;
  std::size_t office_rows(subscription_number, sequence_number above) override;
};

/// Reads the contents as they are now.
class memory_reader final : public reader {
public:
  explicit memory_reader(memory_engine::contents& source) : source_(source) {}

  result<page> read(const event_query&) override;
  result<std::optional<event_record>> event(sequence_number) override;
  result<sequence_number> first() override;
  result<std::uint64_t> compacted() override;
  result<std::optional<std::string>> state(subscription_number, const std::string& key) override;
  result<std::array<partition_position, partition_count>> positions(subscription_number) override;
  result<rereading> rereading_of(subscription_number) override;
  result<std::vector<subscription_record>> subscriptions() override;
  result<std::vector<topic_record>> topics() override;
  result<std::vector<parked_head>> parked(subscription_number) override;
  result<std::optional<parked_head>> parked(subscription_number, const std::string& key) override;
  result<std::vector<timer_record>> timers(const timer_query&) override;
  result<std::optional<time_point>> next_timer() override;
  result<std::chrono::microseconds> wall_moved() override;
  result<std::size_t> timer_count() override;
  result<std::vector<dead_letter_record>> dead_letters(const dead_letter_query&) override;
  result<std::size_t> dead_letter_count() override;
  result<std::map<std::string, std::size_t>> dead_letter_counts() override;
  result<std::vector<dead_letter_kind>> dead_letter_kinds(const dead_letter_query&) override;
  result<std::vector<dead_letter_weight>> dead_letter_weights() override;
  result<std::vector<audit_record>> audits(std::int64_t after, std::size_t limit) override;

private:
  memory_engine::contents& source_;
};

} // namespace troupe::journal
