// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/commit.hpp"
#include "journal/reader.hpp"
#include "journal/sqlite_connection.hpp"

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace troupe::journal {

/// All subscriptions with their positions and epochs, kept in memory because the file has one
/// owner. Changes are made here and written once per group, however many commits of the group made
/// them.
///
/// It is never put back when a group fails: the engine takes no further group then.
class ledger {
public:
  explicit ledger(connection& db);

  std::optional<sequence_number> settled(subscription_number) const;
  partition_position moved(subscription_number, partition_number) const;
  std::map<subscription_number, std::string> names() const;
  bool is_orphan(subscription_number) const;
  epoch_number last_epoch() const noexcept { return last_epoch_; }
  std::uint64_t setbacks() const noexcept { return setbacks_; } ///< see `engine::setbacks`

  void settle(subscription_number, sequence_number upto);
  void move(subscription_number, partition_number, sequence_number to);
  void claim(subscription_number, partition_number, epoch_number owner);
  void pause(subscription_number, bool, const std::optional<pause_note>&);
  void seek(subscription_number, const journal::seek&, epoch_number by);
  void forget(subscription_number);
  void orphan(subscription_number, const orphaning&);
  /// The retention takes the events up to `upto`, the first of which is `first`, whether it has
  /// settled them or not.
  void pass_over(subscription_number, sequence_number first, sequence_number upto);
  const std::string& name_of(subscription_number number) const { return entries_.at(number).name; }

  /// Writes what changed since the last call.
  void flush();

  /// Finds or makes the subscription, in the open transaction.
  subscription_number subscribe(std::string_view name, sequence_number start);
  /// The one of this name, where there is one: it is needed from now on.
  std::optional<subscription_number> take_up(std::string_view name);

private:
  struct standing_at {
    partition_position value;
    bool changed = false;
  };
  struct account {
    std::string name;
    sequence_number settled = 0;
    bool paused = false;
    std::optional<pause_note> paused_for{};
    bool muted = false;
    bool changed = false;
    std::optional<time_point> orphaned{};
    sequence_number lost_from = 0;
    return_mark returned{};
    std::array<standing_at, partition_count> slots{};
  };

  standing_at& change(subscription_number, partition_number);
  account& change(subscription_number);
  void lose(subscription_number, sequence_number from);
  void write_counters();
  void write_counters(subscription_number);

  statement write_position_;
  statement write_account_;
  statement insert_;
  statement write_counter_;
  statement erase_counter_;
  std::unordered_map<subscription_number, account> entries_;
  std::vector<std::pair<subscription_number, partition_number>> changed_positions_;
  std::vector<subscription_number> changed_accounts_;
  std::vector<subscription_number> changed_counters_;
  epoch_number last_epoch_ = 0;
  epoch_number written_epoch_ = 0;
  std::uint64_t setbacks_ = 0;
};

} // namespace troupe::journal
