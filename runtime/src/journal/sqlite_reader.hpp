// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"
#include "journal/sqlite_connection.hpp"
#include "journal/sqlite_tables.hpp"

#include <unordered_map>

namespace troupe::journal {

/// Reads one SQLite file over a connection of its own, which never writes and never makes a
/// checkpoint.
class sqlite_reader final : public reader {
public:
  static result<std::unique_ptr<reader>> open(const std::string& file, const std::string& vfs);

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
  explicit sqlite_reader(std::unique_ptr<connection> db);

  /// The error that the connection met, which it forgets.
  std::optional<error> take_failure();
  /// What was read, or the error that was met meanwhile.
  template <class T>
  result<T> checked(T found) {
    if (auto failure = take_failure())
      return *std::move(failure);
    return found;
  }

  bool next(rows&, const table&);
  sequence_number head();
  std::uint64_t counter(std::string_view name, std::uint64_t otherwise);
  void read_counters(std::vector<subscription_record>&);
  void load_topics();
  statement& events_query(const event_query&, const std::optional<std::string>& topic_list);
  /// The numbers of the topics that the query asks for, for SQL; nothing where it asks for all.
  std::optional<std::string> topic_list(const event_query&) const;
  parked_head parked_at(const statement& row);

  std::unique_ptr<connection> db_;
  std::int64_t format_;
  statement begin_, end_, head_, event_, state_, settled_, positions_, subscriptions_, topics_;
  statement parked_, parked_key_, timers_, next_timer_, timer_count_, letters_, letter_count_;
  statement letter_counts_, letter_kinds_, letter_weights_, audits_;
  statement recurring_timers_, wall_moved_, rereading_, counters_;
  std::unordered_map<std::string, statement> event_queries_;
  std::unordered_map<std::int64_t, std::string> topic_names_;
};

} // namespace troupe::journal
