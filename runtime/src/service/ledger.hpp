// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/item.hpp"
#include "journal/commit.hpp"
#include "journal/reader.hpp"
#include "service/charges.hpp"
#include "service/effects.hpp"
#include "vocabulary/retry_policy.hpp"

#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace troupe {

/// The books of one instance: turns what became of each delivery into one commit with its
/// preconditions.
///
/// Pure: no threads, no actors, no clock. A delivery is admitted, and then settled by exactly one
/// of `handled`, `failed` and `wait_behind`; `take` gives the commit for all that was settled since
/// the last one, so that deliveries of a batch share a commit. Positions go on as if every commit
/// that was taken will be accepted; when one is refused the instance is at its end, and the next
/// one starts from the journal.
class ledger {
public:
  struct identity {
    journal::subscription_number subscription = 0;
    journal::epoch_number epoch = 0;
    std::string service;          ///< the child's id
    std::string instance;         ///< "payment/1"
    std::string module{};         ///< "commerce"
    std::string module_version{}; ///< what it was built with
  };
  using positions = std::array<journal::partition_position, journal::partition_count>;

  /// `holds`: a dead letter stays in the way of its key until somebody resolves it.
  ledger(identity, retry_policy, bool holds, const positions&,
         const std::vector<journal::parked_head>&, journal::rereading = {});

  enum class course {
    handle,
    wait_behind, ///< an earlier delivery of its key waits: park it without calling the handler
    skip,        ///< it is settled already
  };
  course admit(const bus::item&) const;
  /// It had been handled before the subscription went back.
  bool is_reread(const bus::item&) const;

  /// The handler succeeded and wants nothing.
  void handled(const bus::item&);
  /// So many transient deliveries likewise.
  void handled_transient(std::size_t count);
  /// The handler succeeded. `state` is the key's new state as text, where it was touched. Of what
  /// is reread and muted, that is all that counts.
  void handled(const bus::item&, effects&&, std::optional<journal::state_write> state);
  /// What is needed to write a failure down: `random01` lengthens the wait for the next attempt,
  /// and the id is that of a dead letter, should it become one.
  struct moment {
    time_point now;
    double random01 = 0;
    uuid dead_letter_id;
  };
  /// What is said of a failure.
  struct said {
    std::string error;
    std::string error_type{}; ///< of the exception, where it was one
    /// How long the next attempt shall wait, where the handler says it.
    std::optional<std::chrono::nanoseconds> asked{};
  };
  /// The attempt failed. True if the delivery became a dead letter.
  bool failed(const bus::item&, failure, said, const moment&);
  /// The attempt failed in the hands of an earlier instance, as `what` says.
  bool charged(const bus::item&, charge what, const moment&);
  /// It is too late to handle it: a dead letter, with no attempt spent.
  void expired(const bus::item&, std::string error, const moment&);
  void wait_behind(const bus::item&);
  /// Another than this instance parks a row of this key.
  void parked_beside(const std::string& key) { ++waiting_[key]; }
  /// It did not, or has taken it away: the next word says so, after what was parked behind it.
  void unparked_beside(const std::string& key);
  void skipped(const bus::item&);
  /// A source brought something in: its effects and its position, which is its single state.
  void brought_in(effects&&, std::optional<journal::state_write> state);
  /// What an instance that starts set up, as the owner of this partition.
  void started(effects&&, journal::partition_number);

  struct taken {
    journal::commit commit;
    bus::acknowledgement word;
    std::vector<journal::event_record> transient;
    std::vector<journal::sequence_number> charged; ///< whose charges are settled with the commit
    bool changes_anything = false; ///< false: there is only something to acknowledge
  };
  bool empty() const;
  std::size_t size() const { return settled_; }
  /// So many durable deliveries were settled since the instance became ready.
  std::uint64_t settled_ever() const { return word_.taken; }
  taken take();

private:
  bool attempted(const bus::item&, journal::attempt_record, bool is_over, const moment&,
                 std::optional<std::chrono::nanoseconds> asked = {});
  void bury(const bus::item&, journal::dead_letter_reason, std::string error,
            std::vector<journal::attempt_record>, const moment&);
  bool waits(std::string_view key) const;
  void hold(const bus::item&, const uuid& letter);
  void park(const bus::item&, time_point due, std::vector<journal::attempt_record>,
            const uuid& letter = {});
  void settle(const bus::item&);
  void add(effects&&);
  void write_state(std::optional<journal::state_write>);
  void leave(const bus::item&);
  void forget_row(const std::string& key);

  identity who_;
  retry_policy policy_;
  bool holds_;
  std::array<journal::sequence_number, journal::partition_count> positions_{};
  std::array<journal::sequence_number, journal::partition_count> reread_to_{};
  journal::rereading rereading_;
  std::unordered_map<std::string, std::size_t> waiting_; ///< how many rows of a key are parked
  journal::commit commit_;
  std::array<std::size_t, journal::partition_count> move_of_{}; ///< 1 + index in commit_.moves
  std::unordered_map<std::string, std::size_t> state_of_;       ///< index in commit_.states
  std::vector<journal::event_record> transient_;
  std::vector<journal::sequence_number> charged_;
  bus::acknowledgement word_;
  std::size_t settled_ = 0;
};

} // namespace troupe
