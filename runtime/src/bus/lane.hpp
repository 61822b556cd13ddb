// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/item.hpp"
#include "bus/transient_queue.hpp"

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::bus {

/// What waits for one instance and what it has in hand: a part of a subscription's decisions, pure
/// as all of them.
class lane {
public:
  using sequences = std::array<sequence_number, journal::partition_count>;

  bool is_ready() const noexcept { return is_ready_; }
  bool is_idle() const noexcept { return is_ready_ && in_hand_ == 0; }
  journal::epoch_number epoch() const noexcept { return epoch_; }

  /// Only instances of later epochs are news from now on.
  void close_to(journal::epoch_number last) { epoch_ = last; }

  /// A new instance. Of what waits, parked deliveries go, for it brings their rows again, and so
  /// does what its partitions have passed.
  void open(journal::epoch_number, const sequences& passed);
  /// The instance is gone: what it had in hand waits again, in order. The transient deliveries
  /// among it are lost, and counted.
  void close(drop_counts& lost);

  struct limits {
    std::size_t credit = 0; ///< deliveries in hand
    std::size_t bytes = 0;  ///< about what is kept in memory, waiting and in hand
  };
  /// Where memory gets scarce, deliveries that keep much more alive than themselves are copied.
  void push(portion, const limits&);
  /// What may be sent now; it is in hand from then on.
  std::vector<portion> take(const limits&);

  /// This one, ahead of all that waits, to an instance that has nothing in hand.
  std::vector<portion> take_ahead(portion);

  /// The instance has let go of all that it was given but the first `taken` since `open`. What is
  /// sent to it before `take_back` has said that it may, it lets go of too.
  void let_go(std::uint64_t taken) { let_go_after_ = taken; }
  /// Once it has told what became of those: the rest waits again, in order, but for parked
  /// deliveries, whose keys are given.
  std::vector<std::string> take_back();
  /// How often it has taken back since `open`.
  std::uint64_t round() const noexcept { return round_; }

  /// Takes the parked deliveries out of what waits, and gives their keys.
  std::vector<std::string> recall_parked();

  /// So many durable and transient deliveries are settled since `open`; raises what is passed.
  void settled(const acknowledgement&, sequences& passed);

  /// So many transient ones; false for a word that is no newer than what is known.
  bool settled_transient(std::uint64_t count);

  std::size_t transient_room(std::size_t limit) const;
  /// They are in hand.
  void add_transient(const portion&);

  /// Transient deliveries of a topic that wait for room.
  transient_queue& transient_waiting(const std::string& topic) { return transient_waiting_[topic]; }
  std::size_t count_transient_waiting(const std::string& topic) const;
  bool waits_transient() const;
  /// The oldest of each topic in turn, so that none waits for another's end; some must wait.
  portion take_transient(std::size_t most);

  /// The first delivery that waits or is in hand and is not parked; null where there is none.
  const item* first_fresh() const;
  /// The first that waits; null where none does.
  const item* first_queued() const { return queue_.empty() ? nullptr : &queue_.front().front(); }

  /// Whether an event behind this one in its partition is in hand, be it the same key's or not.
  bool has_in_hand_behind(partition_number, sequence_number) const;

  std::size_t queued() const noexcept { return queued_; }
  std::size_t in_hand() const noexcept { return in_hand_; }
  /// About what is kept in memory for it.
  std::size_t bytes() const noexcept { return queued_bytes_ + sent_bytes_; }

private:
  struct row {
    const std::string* topic = nullptr; ///< in `topics_`
    std::size_t count = 0;
  };

  void append(portion);
  std::vector<std::string> return_sent();

  bool is_ready_ = false;
  journal::epoch_number epoch_ = 0;
  std::deque<portion> queue_;
  std::deque<portion> sent_; ///< not wholly settled
  std::size_t queued_ = 0;
  std::size_t in_hand_ = 0;
  std::size_t queued_bytes_ = 0;
  std::size_t sent_bytes_ = 0;
  std::uint64_t taken_ = 0;
  std::optional<std::uint64_t> let_go_after_;
  std::uint64_t round_ = 0;
  std::uint64_t transient_taken_ = 0;
  std::size_t transient_in_hand_ = 0;
  std::deque<row> transient_rows_; ///< of those in hand, to tell what is lost
  std::set<std::string> topics_;
  std::map<std::string, transient_queue> transient_waiting_;
  std::string transient_last_; ///< the topic that had its turn
};

} // namespace troupe::bus
