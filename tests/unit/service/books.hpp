// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "service/ledger.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace troupe::trial {

using journal::trial::at;
using journal::trial::value_of;

/// A ledger on a journal in memory: every commit that it gives is written, and its refusal is seen.
class books {
public:
  journal::memory_engine storage;
  journal::subscription_number number = value_of(storage.subscribe("payment", 0));
  retry_policy policy = three_attempts();
  bool holds = false; ///< dead letters hold their keys
  journal::epoch_number epoch = 0;

  static retry_policy three_attempts() {
    retry_policy three;
    three.attempts = 3;
    three.delays.first = std::chrono::seconds{10};
    three.delays.factor = 2;
    three.jitter = 0.5;
    return three;
  }

  /// Publishes one event; the delivery of it.
  bus::item event(const std::string& key) {
    journal::commit all;
    all.events.push_back(journal::trial::event(++last_, "orders.placed", key));
    write(all);
    return delivery_of(last_, key);
  }

  bus::item delivery_of(journal::sequence_number n, const std::string& key) {
    auto record = value_of(look()->event(n));
    return keep(*record, key);
  }

  /// The first parked delivery of a key, as a subscription gives it.
  bus::item parked(const std::string& key) {
    auto head = value_of(look()->parked(number, key));
    BOOST_TEST_REQUIRE(head.has_value());
    auto x = delivery_of(head->row.sequence, key);
    x.parked = true;
    x.attempts = attempts_.emplace_back(head->row.attempts);
    if (head->row.replay || head->row.reread)
      x.replay = &replays_.emplace_back(bus::replayed{head->row.late, {}, head->row.reread});
    return x;
  }

  bus::item transient(const std::string& key) {
    auto record = journal::trial::event(1000, "orders.seen", key);
    record.sequence = 0;
    auto x = keep(std::move(record), key);
    x.transient = true;
    return x;
  }

  /// A new owner of all partitions, as an instance that starts.
  ledger take_over() {
    journal::commit claim;
    claim.subscription = number;
    claim.epoch = epoch = storage.next_epoch();
    for (std::size_t p = 0; p < journal::partition_count; ++p)
      claim.claims.push_back(static_cast<journal::partition_number>(p));
    write(claim);
    return ledger{{number, epoch, "payment", "payment/1", "commerce", "troupe 0.1.0"},
                  policy,
                  holds,
                  value_of(look()->positions(number)),
                  value_of(look()->parked(number)),
                  value_of(look()->rereading_of(number))};
  }

  /// All goes back to this position, over the states as they are.
  void go_back(journal::sequence_number to, bool effects = false) {
    journal::commit made;
    made.subscription = number;
    made.epoch = storage.next_epoch();
    for (std::size_t p = 0; p < journal::partition_count; ++p)
      made.claims.push_back(static_cast<journal::partition_number>(p));
    made.sought = journal::seek{to, journal::seek::fates::keep, effects};
    BOOST_TEST_REQUIRE(write(std::move(made)).accepted());
  }

  journal::verdict write(journal::commit c) {
    auto v = journal::trial::write_one(storage, std::move(c));
    last_ = storage.head();
    return v;
  }

  /// Writes what the ledger has; the acknowledgement of it.
  bus::acknowledgement commit(ledger& from) {
    auto taken = from.take();
    const auto v = write(std::move(taken.commit));
    BOOST_TEST_REQUIRE(v.accepted(), (v.failure ? v.failure->what : ""));
    return taken.word;
  }

  std::unique_ptr<journal::reader> look() { return value_of(storage.open_reader()); }
  journal::sequence_number position(const std::string& key) {
    return value_of(look()->positions(number))[bus::partition_of(key)].position;
  }
  std::vector<journal::sequence_number> parked_rows() {
    std::vector<journal::sequence_number> rows;
    for (const auto& head : value_of(look()->parked(number)))
      rows.push_back(head.row.sequence);
    return rows;
  }
  std::size_t parked_count() { return value_of(look()->subscriptions()).front().parked; }
  std::vector<journal::dead_letter_record> letters() { return value_of(look()->dead_letters({})); }

  /// An attempt at `time` that fails.
  bool fail(ledger& in, const bus::item& x, failure why, std::int64_t time, double random = 0) {
    return in.failed(x, why, {"gateway timeout"}, moment(time, random));
  }

  ledger::moment moment(std::int64_t time, double random = 0) {
    return {at(time), random, journal::trial::id(++last_letter_)};
  }

  static effects one_event(std::uint64_t n) {
    effects all;
    all.events.push_back(journal::trial::event(n, "payments.captured"));
    return all;
  }

private:
  /// A delivery of an event that stays as long as these books.
  bus::item keep(journal::event_record e, const std::string& key) {
    return {&events_.emplace_back(std::move(e)), keys_.emplace_back(key), bus::partition_of(key)};
  }

  std::deque<journal::event_record> events_;
  std::deque<std::string> keys_;
  std::deque<std::vector<journal::attempt_record>> attempts_;
  std::deque<bus::replayed> replays_;
  journal::sequence_number last_ = 0;
  std::uint64_t last_letter_ = 5000;
};

} // namespace troupe::trial
