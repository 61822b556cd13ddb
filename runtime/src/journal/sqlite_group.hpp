// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/admission.hpp"
#include "journal/sqlite_connection.hpp"
#include "journal/sqlite_ledger.hpp"
#include "journal/sqlite_origins.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace troupe::journal {

/// Writes the commits of a group into the open transaction.
///
/// A commit is examined before anything of it is written, so a refused one leaves nothing to undo
/// and the transaction needs no savepoints. Parked rows, timers and dead letters are written at
/// once, as later commits of the group may depend on them; events, states and positions gather
/// until `flush`. What was added must stay where it is until then. Errors stay with the connection.
class group_writer final : premises {
public:
  group_writer(connection& db, const duplicate_window&);

  verdict add(commit&);
  void flush();

  sequence_number head() override { return head_; }
  sequence_number first() override;
  ledger& subscriptions() noexcept { return ledger_; }
  const ledger& subscriptions() const noexcept { return ledger_; }

private:
  struct topic_entry {
    std::int64_t number = 0;
    sequence_number last = 0;
    bool transient = false;
    bool is_new = true;
    bool changed = false;
  };
  struct state_key {
    subscription_number subscription;
    std::string_view key;
    bool operator==(const state_key&) const = default;
  };
  struct state_hash {
    std::size_t operator()(const state_key& k) const noexcept {
      return std::hash<std::string_view>{}(k.key) + static_cast<std::size_t>(k.subscription) * 31;
    }
  };

  std::optional<sequence_number> settled(subscription_number number) override {
    return ledger_.settled(number);
  }
  partition_position moved(subscription_number number, partition_number partition) override {
    return ledger_.moved(number, partition);
  }
  std::optional<parked_premise> parked(subscription_number, sequence_number) override;
  bool has_timer(const timer_firing&) override;
  bool has_dead_letter(const uuid&) override;
  std::optional<held_row> held_by(const uuid& letter) override;
  std::size_t office_rows(subscription_number, sequence_number above) override;

  void apply_positions(const commit&);
  void apply_seek(subscription_number, const seek&, epoch_number by);
  void forget(subscription_number);
  void forget_states(subscription_number);
  void apply_parked(const commit&);
  int replay_of(const commit&, const parked_record&) const;
  void apply_timers(const commit&);
  void set(const timer_record&);
  void apply_dead_letters(const commit&);
  void gather_states(const commit&);
  void gather_events(commit&);
  void set_transient(const std::vector<std::string>& topics);
  /// The topic, which is written with the group.
  topic_entry& change_topic(const std::string& name);

  void write_topics();
  void write_events();
  void write_states();

  ledger ledger_;
  origin_table origins_;
  sequence_number head_ = 0;
  sequence_number written_head_ = 0;
  std::int64_t last_place_ = 0;
  std::int64_t last_audit_ = 0;
  std::unordered_map<std::string, topic_entry> topics_;

  std::vector<std::pair<const event_record*, std::int64_t>> events_; ///< with the topic's number
  std::vector<std::string> changed_topics_;
  std::vector<std::pair<state_key, const state_write*>> states_;
  std::unordered_map<state_key, std::size_t, state_hash> state_at_; ///< in `states_`

  connection& db_;
  statement insert_event_, insert_events_, write_head_, insert_topic_, write_topic_;
  statement write_state_, erase_state_;
  statement find_parked_, insert_parked_, erase_parked_, find_failures_, write_parked_;
  statement hold_parked_, release_parked_, find_held_;
  statement find_timer_, write_timer_, write_recurring_, erase_timer_, write_counter_;
  statement find_letter_, insert_letter_, erase_letter_, insert_audit_;
};

} // namespace troupe::journal
