// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_ledger.hpp"

#include "journal/admission.hpp"
#include "journal/sqlite_columns.hpp"
#include "journal/sqlite_counters.hpp"
#include "journal/sqlite_schema.hpp"

#include <algorithm>

namespace troupe::journal {

using kinds = subscription_counter::kinds;

ledger::ledger(connection& db)
    : write_position_(db, replace_sql(tables::positions)),
      write_account_(db, "UPDATE subscriptions SET settled = ?3, paused = ?4, muted = ?5, "
                         "paused_since = ?6, paused_why = ?7, crc = ?8 WHERE number = ?1"),
      insert_(db, insert_sql(tables::subscriptions)),
      write_counter_(db, replace_sql(tables::counters)),
      erase_counter_(db, "DELETE FROM counters WHERE name = ?") {
  last_epoch_ = static_cast<epoch_number>(
      db.number("SELECT value FROM counters WHERE name = 'last_epoch'").value_or(0));
  statement all{db, select_sql(tables::subscriptions, format_version)};
  while (all.step()) {
    check_row(db, all, tables::subscriptions);
    auto& made = entries_[all.integer(0)];
    made.name = all.text(1);
    made.settled = all.natural(2);
    made.paused = all.integer(3) != 0;
    made.muted = all.integer(4) != 0;
    made.paused_for = pause_note_at(all);
  }
  statement moved{db, select_sql(tables::positions, format_version)};
  while (moved.step()) {
    check_row(db, moved, tables::positions);
    const auto epoch = moved.natural(2);
    const auto partition = moved.natural(1);
    last_epoch_ = std::max(last_epoch_, epoch);
    if (const auto at = entries_.find(moved.integer(0));
        at != entries_.end() && partition < partition_count)
      at->second.slots[partition].value = {epoch, moved.natural(3), moved.natural(4)};
  }
  written_epoch_ = last_epoch_;
  statement counted{db, select_sql(tables::counters, format_version)};
  while (counted.step()) {
    check_row(db, counted, tables::counters);
    const auto of = read_subscription_counter(counted.view(0));
    const auto at = of ? entries_.find(of->number) : entries_.end();
    if (at == entries_.end())
      continue;
    auto& entry = at->second;
    switch (of->kind) {
    case kinds::orphaned:
      entry.orphaned = counted.time(1);
      break;
    case kinds::lost_from:
      entry.lost_from = counted.natural(1);
      break;
    case kinds::returned_by:
      entry.returned.by = counted.natural(1);
      break;
    case kinds::returned_to:
      entry.returned.to = counted.natural(1);
      break;
    }
  }
}

std::optional<sequence_number> ledger::settled(subscription_number number) const {
  const auto at = entries_.find(number);
  return at == entries_.end() ? std::nullopt : std::optional{at->second.settled};
}

partition_position ledger::moved(subscription_number number, partition_number partition) const {
  const auto at = entries_.find(number);
  return at == entries_.end() ? partition_position{} : at->second.slots[partition].value;
}

std::map<subscription_number, std::string> ledger::names() const {
  std::map<subscription_number, std::string> all;
  for (const auto& [number, entry] : entries_)
    all.emplace(number, entry.name);
  return all;
}

void ledger::settle(subscription_number number, sequence_number upto) {
  if (upto > entries_.at(number).settled)
    change(number).settled = upto;
}

void ledger::pause(subscription_number number, bool paused, const std::optional<pause_note>& why) {
  auto& entry = change(number);
  entry.paused_for = note_of(entry.paused_for, paused, why);
  entry.paused = paused;
}

void ledger::seek(subscription_number number, const journal::seek& what, epoch_number by) {
  auto& entry = change(number);
  if (goes_back(what)) {
    for (std::size_t p = 0; p < partition_count; ++p)
      go_back(change(number, static_cast<partition_number>(p)).value, entry.settled, what.to);
    entry.muted = !what.effects;
    entry.returned = {by, what.to};
    changed_counters_.push_back(number);
  }
  entry.settled = what.to;
  ++setbacks_;
  lose(number, 0); // Somebody knows where it goes on.
}

void ledger::orphan(subscription_number number, const orphaning& what) {
  entries_.at(number).orphaned = what.since;
  changed_counters_.push_back(number);
}

bool ledger::is_orphan(subscription_number number) const {
  const auto found = entries_.find(number);
  return found != entries_.end() && found->second.orphaned;
}

void ledger::pass_over(subscription_number number, sequence_number first, sequence_number upto) {
  const auto& entry = entries_.at(number);
  if (entry.lost_from == 0 && entry.settled < upto)
    lose(number, std::max(first, entry.settled + 1));
}

void ledger::lose(subscription_number number, sequence_number from) {
  auto& entry = entries_.at(number);
  if (std::exchange(entry.lost_from, from) != from)
    changed_counters_.push_back(number);
}

void ledger::write_counters() {
  for (const auto number : changed_counters_)
    write_counters(number);
  changed_counters_.clear();
}

void ledger::write_counters(subscription_number number) {
  const auto write = [&](kinds kind, const auto& value) {
    const auto name = counter_name({number, kind});
    if (value)
      write_counter_.run_row(name, *value);
    else
      erase_counter_.run(name);
  };
  const auto unless_zero = [](std::uint64_t x) { return x > 0 ? std::optional{x} : std::nullopt; };
  const auto& entry = entries_.at(number);
  write(kinds::orphaned, entry.orphaned);
  write(kinds::lost_from, unless_zero(entry.lost_from));
  write(kinds::returned_by, unless_zero(entry.returned.by));
  write(kinds::returned_to, unless_zero(entry.returned.to));
}

void ledger::forget(subscription_number number) {
  auto& entry = entries_.at(number);
  entry.orphaned.reset();
  entry.lost_from = 0;
  entry.returned = {};
  write_counters(number);
  entries_.erase(number);
  std::erase(changed_accounts_, number);
  std::erase(changed_counters_, number);
  std::erase_if(changed_positions_, [=](const auto& each) { return each.first == number; });
}

ledger::account& ledger::change(subscription_number number) {
  auto& entry = entries_.at(number);
  if (!std::exchange(entry.changed, true))
    changed_accounts_.push_back(number);
  return entry;
}

ledger::standing_at& ledger::change(subscription_number number, partition_number partition) {
  auto& slot = entries_.at(number).slots[partition];
  if (!std::exchange(slot.changed, true))
    changed_positions_.emplace_back(number, partition);
  return slot;
}

void ledger::move(subscription_number number, partition_number partition, sequence_number to) {
  change(number, partition).value.position = to;
}

/// Who owns a partition is of no use to the next process, so only the greatest epoch is written: an
/// instance that starts claims up to all partitions, and would write a row for each.
void ledger::claim(subscription_number number, partition_number partition, epoch_number owner) {
  entries_.at(number).slots[partition].value.epoch = owner;
  last_epoch_ = std::max(last_epoch_, owner);
}

void ledger::flush() {
  for (const auto& [number, partition] : changed_positions_) {
    auto& slot = entries_.at(number).slots[partition];
    slot.changed = false;
    write_position_.run_row(number, partition, slot.value.epoch, slot.value.position,
                            slot.value.reread_to);
  }
  changed_positions_.clear();
  for (const auto number : changed_accounts_) {
    auto& entry = entries_.at(number);
    entry.changed = false;
    const auto& note = entry.paused_for;
    write_account_.run_row(number, entry.name, entry.settled, entry.paused, entry.muted,
                           note ? std::optional{note->since} : std::nullopt,
                           note ? std::optional{note->why} : std::nullopt);
  }
  changed_accounts_.clear();
  write_counters();
  if (last_epoch_ != written_epoch_)
    write_counter_.run_row(std::string_view{"last_epoch"}, last_epoch_);
  written_epoch_ = last_epoch_;
}

subscription_number ledger::subscribe(std::string_view name, sequence_number start) {
  subscription_number last = 0;
  for (const auto& [number, entry] : entries_)
    last = std::max(last, number);
  insert_.run_row(++last, name, start, false, false, std::optional<time_point>{},
                  std::optional<std::string>{});
  auto& made = entries_[last];
  made.name = name;
  made.settled = start;
  ++setbacks_;
  return last;
}

std::optional<subscription_number> ledger::take_up(std::string_view name) {
  for (const auto& [number, entry] : entries_)
    if (entry.name == name) {
      ++setbacks_;
      return number;
    }
  return std::nullopt;
}

} // namespace troupe::journal
