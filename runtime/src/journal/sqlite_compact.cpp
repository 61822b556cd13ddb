// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/keys_seen.hpp"
#include "journal/retention.hpp"
#include "journal/sqlite_columns.hpp"
#include "journal/sqlite_engine.hpp"
#include "journal/sqlite_schema.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

// The compaction. It reads the events of its topics from the newest on, so that the first of each
// key is the one that stays. A step looks at so few that a commit which comes meanwhile waits some
// milliseconds; what it deletes needs no sync, for what a power cut brings back is deleted again.
//
// Sequences that have no event any more for it are counted in `counters.compacted`, in the same
// transaction, so that one which is missing for another reason is found.

namespace troupe::journal {
namespace {

/// How many sequences, how many events and about how many bytes a step looks at.
constexpr sequence_number sequences_a_step = 4096;
constexpr std::size_t events_a_step = 512;
constexpr std::size_t bytes_a_step = 4 << 20;
constexpr std::size_t deleted_a_step = 256;
constexpr int letters_a_step = 512;

} // namespace

class sqlite_engine::compacting final : public chore {
public:
  compacting(sqlite_engine& of, compact_request what, compact_told told)
      : of_(of), db_(*of.db_), told_(std::move(told)), seen_(what.memory),
        setbacks_(what.setbacks.value_or(of.setbacks())),
        letters_(db_, "SELECT rowid, event_sequence FROM dead_letters WHERE rowid > ? "
                      "ORDER BY rowid LIMIT ?"),
        highest_(db_, "SELECT max(sequence) FROM events WHERE sequence <= ?"),
        read_(db_, select_sql(tables::events, format_version) +
                       "WHERE sequence > ?1 AND sequence <= ?2 AND key <> '' AND topic IN (" +
                       list_topics(what.topics) + ") ORDER BY sequence DESC"),
        parked_(db_, "SELECT sequence FROM parked WHERE subscription = ? AND sequence > ? AND "
                     "sequence <= ?"),
        erase_(db_, "DELETE FROM events WHERE sequence = ?"),
        write_gaps_(db_, replace_sql(tables::counters)),
        gaps_(static_cast<std::uint64_t>(
            db_.number("SELECT value FROM counters WHERE name = 'compacted'").value_or(0))) {
    done_.upto = std::min(what.upto, of.head());
    for (const auto number : what.holders) {
      const auto settled = of_.group_.subscriptions().settled(number);
      if (!settled || *settled >= done_.upto)
        continue;
      done_.upto = *settled;
      done_.held = {"subscription " + of_.group_.subscriptions().name_of(number), *settled};
    }
    cursor_ = done_.upto;
    // What becomes a dead letter meanwhile may have been one before, or parked.
    of_.spared_ = &spared_;
  }
  ~compacting() override { of_.spared_ = nullptr; }
  compacting(const compacting&) = delete;
  compacting& operator=(const compacting&) = delete;

  result<bool> step() override {
    if (names_.empty())
      return end();
    if (of_.setbacks() != setbacks_) {
      done_.is_cut_short = true;
      return end();
    }
    const auto became = has_letters_ ? sift() : look_at_letters();
    if (!db_.ok())
      return of_.give_up();
    return became;
  }

private:
  struct old_event {
    sequence_number sequence = 0;
    std::int64_t topic = 0;
    std::uint64_t bytes = 0;
  };

  /// The numbers of the topics, for SQL.
  std::string list_topics(const std::vector<std::string>& wanted) {
    std::string list;
    statement all{db_, "SELECT number, name FROM topics"};
    while (all.step()) {
      if (std::find(wanted.begin(), wanted.end(), all.text(1)) == wanted.end())
        continue;
      names_.emplace(all.integer(0), all.text(1));
      list += (list.empty() ? "" : ",") + std::to_string(all.integer(0));
    }
    return list;
  }

  result<bool> look_at_letters() {
    int count = 0;
    for (rows found{letters_, last_letter_, letters_a_step}; found.next(); ++count) {
      last_letter_ = found->integer(0);
      if (!found->is_null(1))
        spared_.insert(found->natural(1));
    }
    has_letters_ = count < letters_a_step;
    return false;
  }

  result<bool> sift() {
    if (rows highest{highest_, cursor_}; highest.next())
      cursor_ = highest->natural(0); // 0 where there is none.
    if (cursor_ == 0)
      return begin_anew();
    const auto from = cursor_ > sequences_a_step ? cursor_ - sequences_a_step : 0;
    auto old = look_at(from);
    if (!old)
      return old.failure();
    if (!old->empty() && db_.ok())
      erase(from, *old);
    return false;
  }

  /// The older ones of some events below the cursor, which is moved behind the last of these, at
  /// most to `from`. Each is compared with its CRC, for its key decides.
  result<std::vector<old_event>> look_at(sequence_number from) {
    std::vector<old_event> old;
    auto reached = from;
    std::size_t bytes = 0, count = 0;
    for (rows found{read_, from, cursor_}; found.next();) {
      const auto sequence = found->natural(0);
      if (found->integer(tables::events.width()) == 0)
        return error{ec::damaged,
                     "event " + std::to_string(sequence) +
                         " does not agree with its CRC, so nothing older was compacted; troupe "
                         "journal verify says what else is damaged",
                     db_.file()};
      const auto size = found->view(10).size();
      switch (seen_.see(found->view(4), found->view(6))) {
      case keys_seen::place::newest:
        break;
      case keys_seen::place::older:
        old.push_back({sequence, found->integer(4), size + event_overhead});
        break;
      case keys_seen::place::untold:
        untold_ = std::max(untold_, sequence);
        break;
      }
      bytes += size;
      if (++count == events_a_step || bytes >= bytes_a_step || old.size() == deleted_a_step) {
        reached = sequence - 1;
        break;
      }
    }
    cursor_ = reached;
    return old;
  }

  /// For the keys that were not kept in memory, if there were any.
  result<bool> begin_anew() {
    if (untold_ == 0)
      return end();
    cursor_ = std::exchange(untold_, 0);
    seen_.forget();
    return false;
  }

  /// Parked rows are looked for at the moment, by their index: there may be a million of them.
  void spare_parked(sequence_number from, std::vector<old_event>& old) {
    std::set<sequence_number> parked;
    for (const auto& [number, name] : of_.group_.subscriptions().names())
      for (rows found{parked_, number, from, old.front().sequence}; found.next();)
        parked.insert(found->natural(0));
    std::erase_if(old, [&](const old_event& x) {
      return parked.contains(x.sequence) || spared_.contains(x.sequence);
    });
  }

  void erase(sequence_number from, std::vector<old_event>& old) {
    spare_parked(from, old);
    if (old.empty() || !of_.checkpoint(of_.options_.checkpoint_pages))
      return;
    const without_sync light{of_};
    of_.begin_.run();
    for (const auto& each : old)
      erase_.run(each.sequence);
    write_gaps_.run_row(std::string_view{"compacted"}, gaps_ + old.size());
    if (!of_.finish())
      return;
    gaps_ += old.size();
    for (const auto& each : old) {
      auto& topic = went_[names_[each.topic]];
      ++topic.events;
      topic.bytes += each.bytes;
    }
  }

  result<bool> end() {
    for (auto& [name, topic] : went_) {
      topic.name = name;
      done_.topics.push_back(topic);
    }
    told_(done_);
    return true;
  }

  sqlite_engine& of_;
  connection& db_;
  compact_told told_;
  keys_seen seen_;
  std::uint64_t setbacks_;
  std::map<std::int64_t, std::string> names_; ///< of the topics
  statement letters_, highest_, read_, parked_, erase_, write_gaps_;
  std::uint64_t gaps_;
  sequence_number cursor_ = 0; ///< all above it is looked at
  sequence_number untold_ = 0; ///< the newest of a key that was not kept
  std::int64_t last_letter_ = 0;
  bool has_letters_ = false;
  std::set<sequence_number> spared_; ///< events of dead letters
  std::map<std::string, compacted_topic> went_;
  compacted done_;
};

result<std::unique_ptr<chore>> sqlite_engine::compact(compact_request what, compact_told told) {
  if (!db_->ok())
    return *db_->failure();
  std::unique_ptr<chore> made =
      std::make_unique<compacting>(*this, std::move(what), std::move(told));
  if (!db_->ok())
    return give_up();
  return made;
}

/// Of a group that was written, where a compaction is under way.
void sqlite_engine::spare_letters_of(std::span<const commit> group,
                                     std::span<const verdict> verdicts) {
  for (std::size_t i = 0; i < group.size(); ++i)
    for (const auto& letter : group[i].dead_letters)
      if (verdicts[i].accepted() && letter.event)
        spared_->insert(letter.event->sequence);
}

} // namespace troupe::journal
