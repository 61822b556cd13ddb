// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

#include <memory>
#include <utility>

namespace troupe::support {

/// Reads as the one behind it, but for what a test makes of it.
class reader_in_front : public journal::reader {
public:
  explicit reader_in_front(std::unique_ptr<journal::reader> behind) : behind_(std::move(behind)) {}

  result<journal::page> read(const journal::event_query& query) override {
    return behind_->read(query);
  }
  result<std::optional<std::string>> state(journal::subscription_number number,
                                           const std::string& key) override {
    return behind_->state(number, key);
  }
  result<std::optional<journal::event_record>> event(journal::sequence_number number) override {
    return behind_->event(number);
  }
  result<journal::sequence_number> first() override { return behind_->first(); }
  result<std::uint64_t> compacted() override { return behind_->compacted(); }
  result<std::array<journal::partition_position, journal::partition_count>>
  positions(journal::subscription_number number) override {
    return behind_->positions(number);
  }
  result<std::vector<journal::subscription_record>> subscriptions() override {
    return behind_->subscriptions();
  }
  result<std::vector<journal::topic_record>> topics() override { return behind_->topics(); }
  result<std::vector<journal::parked_head>> parked(journal::subscription_number number) override {
    return behind_->parked(number);
  }
  result<std::optional<journal::parked_head>> parked(journal::subscription_number number,
                                                     const std::string& key) override {
    return behind_->parked(number, key);
  }
  result<std::vector<journal::timer_record>> timers(const journal::timer_query& query) override {
    return behind_->timers(query);
  }
  result<std::chrono::microseconds> wall_moved() override { return behind_->wall_moved(); }
  result<std::optional<time_point>> next_timer() override { return behind_->next_timer(); }
  result<std::size_t> timer_count() override { return behind_->timer_count(); }
  result<std::vector<journal::dead_letter_record>>
  dead_letters(const journal::dead_letter_query& query) override {
    return behind_->dead_letters(query);
  }
  result<journal::rereading> rereading_of(journal::subscription_number number) override {
    return behind_->rereading_of(number);
  }
  result<std::size_t> dead_letter_count() override { return behind_->dead_letter_count(); }
  result<std::map<std::string, std::size_t>> dead_letter_counts() override {
    return behind_->dead_letter_counts();
  }
  result<std::vector<journal::dead_letter_kind>>
  dead_letter_kinds(const journal::dead_letter_query& query) override {
    return behind_->dead_letter_kinds(query);
  }
  result<std::vector<journal::dead_letter_weight>> dead_letter_weights() override {
    return behind_->dead_letter_weights();
  }
  result<std::vector<journal::audit_record>> audits(std::int64_t after,
                                                    std::size_t limit) override {
    return behind_->audits(after, limit);
  }

private:
  std::unique_ptr<journal::reader> behind_;
};

} // namespace troupe::support
