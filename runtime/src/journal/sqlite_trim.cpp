// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_columns.hpp"
#include "journal/sqlite_engine.hpp"
#include "journal/sqlite_schema.hpp"
#include "journal/trim_plan.hpp"

#include <algorithm>

// The retention of events. A step deletes so few that a commit which comes meanwhile waits some
// milliseconds, in a transaction of its own that needs no sync: what a power cut brings back is
// deleted again.

namespace troupe::journal {
namespace {

constexpr std::size_t events_a_step = 256;

/// What an event takes is told by the oldest of them; so few that large ones cost no commit time.
constexpr const char* event_bytes_sql =
    "SELECT CAST(avg(length(CAST(payload AS BLOB))) AS INTEGER) FROM "
    "(SELECT payload FROM events ORDER BY sequence LIMIT 16)";

} // namespace

class sqlite_engine::trimming final : public chore {
public:
  trimming(sqlite_engine& of, trim_request what, trim_told told)
      : of_(of), db_(*of.db_), what_(std::move(what)), told_(std::move(told)), head_(of.head()),
        setbacks_(of.setbacks()), first_(counter("first_sequence", 1)),
        gaps_(counter("compacted", 0)),
        oldest_(db_, "SELECT sequence, time FROM events ORDER BY sequence LIMIT ?"),
        first_parked_(db_, "SELECT min(sequence) FROM parked WHERE subscription = ?"),
        erase_(db_, "DELETE FROM events WHERE sequence <= ?"),
        erase_parked_(db_, "DELETE FROM parked WHERE subscription = ? AND sequence <= ?"),
        next_(db_, "SELECT min(sequence) FROM events"),
        write_counter_(db_, replace_sql(tables::counters)),
        event_bytes_(static_cast<std::uint64_t>(db_.number(event_bytes_sql).value_or(0)) +
                     event_overhead) {
    // Letters that are made meanwhile are of events that were not settled, or parked.
    statement letters{db_, "SELECT min(event_sequence), service FROM dead_letters "
                           "WHERE event_sequence > 0"};
    if (letters.step() && !letters.is_null(0))
      letter_ = needed{letters.natural(0), "a dead letter of " + letters.text(1)};
  }

  result<bool> step() override {
    const auto seen = look();
    const auto decided = decide_trim(what_, seen);
    if (!db_.ok())
      return of_.give_up();
    // Whoever was sent back since, or is new, is none of those who were asked what they need.
    if (decided.upto == 0 || of_.setbacks() != setbacks_) {
      done_.held = decided.held;
      told_(done_);
      return true;
    }
    erase(seen.oldest.front().sequence, decided.upto);
    if (!db_.ok())
      return of_.give_up();
    return false;
  }

private:
  std::uint64_t counter(const char* name, std::int64_t otherwise) {
    return static_cast<std::uint64_t>(
        db_.number((std::string{"SELECT value FROM counters WHERE name = '"} + name + "'").c_str())
            .value_or(otherwise));
  }

  trim_look look() {
    trim_look seen;
    seen.head = head_;
    seen.events = head_ + 1 - first_ - gaps_;
    const auto pages = db_.number("PRAGMA page_count").value_or(0) -
                       db_.number("PRAGMA freelist_count").value_or(0);
    seen.size = static_cast<std::uint64_t>(pages * db_.number("PRAGMA page_size").value_or(0));
    for (rows found{oldest_, events_a_step}; found.next();)
      seen.oldest.push_back({found->natural(0), found->time(1)});
    seen.event_bytes = event_bytes_;
    seen.lowest = letter_;
    const auto& known = of_.group_.subscriptions();
    for (const auto& [number, name] : known.names()) {
      if (has(what_.released, number))
        continue;
      if (has(what_.holders, number))
        lower(seen.lowest, {known.settled(number).value_or(0) + 1, "subscription " + name});
      if (rows found{first_parked_, number}; found.next() && !found->is_null(0))
        lower(seen.lowest, {found->natural(0), "a parked event of " + name});
    }
    return seen;
  }

  static bool has(const std::vector<subscription_number>& all, subscription_number one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  }

  void erase(sequence_number first, sequence_number upto) {
    if (!of_.checkpoint(of_.options_.checkpoint_pages))
      return;
    const without_sync light{of_};
    of_.begin_.run();
    for (const auto number : what_.released) {
      erase_parked_.run(number, upto);
      done_.parked += static_cast<std::uint64_t>(db_.changes());
      of_.group_.subscriptions().pass_over(number, first, upto);
    }
    erase_.run(upto);
    const auto gone = static_cast<std::uint64_t>(db_.changes());
    begin_at_next(gone);
    of_.finish();
    done_.events += gone;
    done_.first = first_;
  }

  /// Gaps before the first that is kept are none any more. A row that was lost there is no gap.
  void begin_at_next(std::uint64_t gone) {
    const auto old = first_;
    if (rows next{next_}; next.next())
      first_ = next->natural(0);
    write_counter_.run_row(std::string_view{"first_sequence"}, first_);
    const auto passed = std::min(first_ - old - gone, gaps_);
    gaps_ -= passed;
    if (passed > 0)
      write_counter_.run_row(std::string_view{"compacted"}, gaps_);
  }

  sqlite_engine& of_;
  connection& db_;
  trim_request what_;
  trim_told told_;
  /// At the begin: what comes meanwhile is for the next trim, or this one would never end.
  sequence_number head_;
  std::uint64_t setbacks_;
  sequence_number first_;
  std::uint64_t gaps_;
  statement oldest_, first_parked_, erase_, erase_parked_, next_, write_counter_;
  std::uint64_t event_bytes_;
  std::optional<needed> letter_;
  trimmed done_;
};

result<std::unique_ptr<chore>> sqlite_engine::trim(trim_request what, trim_told told) {
  if (!db_->ok())
    return *db_->failure();
  std::unique_ptr<chore> made = std::make_unique<trimming>(*this, std::move(what), std::move(told));
  if (!db_->ok())
    return give_up();
  return made;
}

} // namespace troupe::journal
