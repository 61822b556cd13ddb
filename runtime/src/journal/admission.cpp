// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/admission.hpp"

#include "journal/find_position.hpp"

#include <algorithm>
#include <bitset>

namespace troupe::journal {
namespace {

using partition_set = std::bitset<partition_count>;

error refused(std::string what) {
  return {ec::refused, std::move(what)};
}

std::string number(std::uint64_t n) {
  return std::to_string(n);
}

/// Whether two elements have the same key.
template <class Range, class Key>
bool names_twice(const Range& range, Key key) {
  if (range.size() < 2)
    return false;
  std::vector<decltype(key(*range.begin()))> keys;
  keys.reserve(range.size());
  for (const auto& x : range)
    keys.push_back(key(x));
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

class examination {
public:
  examination(const commit& c, premises& against) : commit_(c), against_(against) {}

  std::optional<error> run() {
    static constexpr std::optional<error> (examination::*questions[])() = {
        &examination::subscription, &examination::claims,  &examination::moves,
        &examination::parked_rows,  &examination::parks,   &examination::owners,
        &examination::timer,        &examination::letters, &examination::settled,
        &examination::brought,      &examination::sought};
    for (const auto question : questions)
      if (auto no = (this->*question)())
        return no;
    return std::nullopt;
  }

private:
  bool needs_subscription() const {
    const auto& c = commit_;
    return !c.moves.empty() || !c.states.empty() || !c.parks.empty() || !c.unparks.empty() ||
           !c.reparks.empty() || !c.holds.empty() || !c.releases.empty() || !c.guards.empty() ||
           !c.claims.empty() || c.settled || c.paused || c.sought || c.orphaned || c.forgotten;
  }

  std::optional<error> subscription() {
    if (!needs_subscription())
      return std::nullopt;
    const auto settled = against_.settled(commit_.subscription);
    if (!settled)
      return refused("there is no subscription " + std::to_string(commit_.subscription) +
                     " in the journal; subscribe first");
    settled_ = *settled;
    return std::nullopt;
  }

  /// Adds to the set; false where it is there already or is no partition.
  static bool add(partition_set& set, partition_number partition) {
    if (partition >= partition_count || set[partition])
      return false;
    return set[partition] = true;
  }

  std::optional<error> claims() {
    for (const auto partition : commit_.claims) {
      if (!add(claimed_, partition))
        return refused("the commit claims partition " + number(partition) +
                       ", which is none or is claimed twice");
      const auto owner = against_.moved(commit_.subscription, partition).epoch;
      if (commit_.epoch <= owner)
        return refused("partition " + number(partition) + " belongs to epoch " + number(owner) +
                       " already; claim it with a greater one than that, not " +
                       number(commit_.epoch));
    }
    return std::nullopt;
  }

  std::optional<error> moves() {
    for (const auto& move : commit_.moves) {
      if (!add(named_, move.partition))
        return refused("the commit moves partition " + number(move.partition) +
                       ", which is none or is moved twice");
      const auto position = against_.moved(commit_.subscription, move.partition).position;
      const auto furthest = std::max(position, settled_);
      if (move.expected < position || move.expected > furthest)
        return refused("partition " + number(move.partition) + " stands at " + number(furthest) +
                       ", not at " + number(move.expected));
      if (move.to <= furthest || move.to > against_.head())
        return refused("partition " + number(move.partition) + " cannot go from " +
                       number(furthest) + " to " + number(move.to) + "; the journal ends at " +
                       number(against_.head()));
    }
    return std::nullopt;
  }

  std::optional<error> parked_row(sequence_number sequence, std::size_t attempts) {
    const auto row = against_.parked(commit_.subscription, sequence);
    if (!row)
      return refused("event " + number(sequence) + " is not parked");
    if (row->attempts != attempts)
      return refused("event " + number(sequence) + " is parked after " + number(row->attempts) +
                     " attempts, not " + number(attempts));
    named_[row->partition] = true;
    return std::nullopt;
  }

  bool makes(const uuid& letter) const {
    return std::any_of(commit_.dead_letters.begin(), commit_.dead_letters.end(),
                       [&](const dead_letter_record& x) { return x.id == letter; });
  }

  static error holds_without_letter(sequence_number sequence) {
    return refused("event " + number(sequence) +
                   " would be held by a dead letter that the commit "
                   "does not make");
  }

  std::optional<error> hold_row(const hold& x) {
    if (!makes(x.letter))
      return holds_without_letter(x.sequence);
    if (auto no = parked_row(x.sequence, x.attempts))
      return no;
    if (!against_.parked(commit_.subscription, x.sequence)->letter.is_nil())
      return refused("event " + number(x.sequence) + " is held already");
    return std::nullopt;
  }

  std::optional<error> release_row(const release& x) {
    const auto row = against_.parked(commit_.subscription, x.sequence);
    if (!row || row->letter != x.letter)
      return refused("event " + number(x.sequence) + " is not held by dead letter " +
                     to_string(x.letter));
    named_[row->partition] = true;
    return std::nullopt;
  }

  std::optional<error> parked_rows() {
    std::vector<sequence_number> rows;
    for (const auto& row : commit_.holds) {
      if (auto no = hold_row(row))
        return no;
      rows.push_back(row.sequence);
    }
    for (const auto& row : commit_.releases) {
      if (auto no = release_row(row))
        return no;
      rows.push_back(row.sequence);
    }
    for (const auto& row : commit_.unparks) {
      if (auto no = parked_row(row.sequence, row.attempts))
        return no;
      rows.push_back(row.sequence);
    }
    for (const auto& row : commit_.reparks) {
      if (auto no = parked_row(row.sequence, row.expected))
        return no;
      rows.push_back(row.sequence);
    }
    if (names_twice(rows, [](sequence_number s) { return s; }))
      return refused("the commit consumes one parked event twice");
    return std::nullopt;
  }

  bool unparks(sequence_number sequence) const {
    return std::any_of(commit_.unparks.begin(), commit_.unparks.end(),
                       [=](const unpark& row) { return row.sequence == sequence; });
  }

  std::optional<error> parks() {
    for (const auto& row : commit_.parks) {
      if (row.partition >= partition_count)
        return refused("there is no partition " + number(row.partition));
      if (against_.parked(commit_.subscription, row.sequence) && !unparks(row.sequence))
        return refused("event " + number(row.sequence) + " is parked already");
      if (!row.letter.is_nil() && !makes(row.letter))
        return holds_without_letter(row.sequence);
      named_[row.partition] = true;
    }
    if (names_twice(commit_.parks, [](const parked_record& row) { return row.sequence; }))
      return refused("the commit parks one event twice");
    return std::nullopt;
  }

  std::optional<error> owners() {
    for (const auto partition : commit_.guards) {
      if (partition >= partition_count)
        return refused("there is no partition " + number(partition));
      named_[partition] = true;
    }
    if (commit_.epoch == 0 || named_.none())
      return std::nullopt;
    for (std::size_t i = 0; i < partition_count; ++i) {
      if (!named_[i] || claimed_[i])
        continue;
      const auto owner =
          against_.moved(commit_.subscription, static_cast<partition_number>(i)).epoch;
      if (owner != commit_.epoch)
        return refused("partition " + number(i) + " belongs to epoch " + number(owner) +
                       ", not to " + number(commit_.epoch) + "; another instance has taken over");
    }
    return std::nullopt;
  }

  std::optional<error> timer() {
    if (commit_.timer_fired && !against_.has_timer(*commit_.timer_fired))
      return refused("timer " + to_string(commit_.timer_fired->timer) +
                     " is not set so; it fired, was cleared or was set anew, or it is held");
    return std::nullopt;
  }

  bool removes(const uuid& id) const {
    const auto& removed = commit_.dead_letters_removed;
    return std::find(removed.begin(), removed.end(), id) != removed.end();
  }

  /// Whether the row that a letter holds stays so.
  bool stays_held(const uuid& letter) {
    const auto row = against_.held_by(letter);
    if (!row)
      return false;
    const auto is_let_go =
        std::any_of(commit_.releases.begin(), commit_.releases.end(),
                    [&](const release& x) { return x.sequence == row->sequence; });
    return row->subscription != commit_.subscription || !(is_let_go || unparks(row->sequence));
  }

  std::optional<error> letters() {
    const auto itself = [](const uuid& id) { return id; };
    for (const auto& id : commit_.dead_letters_removed) {
      if (!against_.has_dead_letter(id))
        return refused("there is no dead letter " + to_string(id));
      if (stays_held(id) && !makes(id))
        return refused("dead letter " + to_string(id) +
                       " holds the later events of its key; resolve it, or replay it");
    }
    for (const auto& letter : commit_.dead_letters)
      if (against_.has_dead_letter(letter.id) && !removes(letter.id))
        return refused("there is a dead letter " + to_string(letter.id) + " already");
    if (names_twice(commit_.dead_letters_removed, itself) ||
        names_twice(commit_.dead_letters, [](const dead_letter_record& x) { return x.id; }))
      return refused("the commit names one dead letter twice");
    return std::nullopt;
  }

  std::optional<error> settled() {
    if (commit_.settled && *commit_.settled > against_.head())
      return refused("nothing can be settled up to " + number(*commit_.settled) +
                     "; the journal ends at " + number(against_.head()));
    return std::nullopt;
  }

  std::optional<error> brought() {
    std::size_t next = 0;
    for (const auto& each : commit_.brought) {
      if (each.event < next || each.event >= commit_.events.size())
        return refused("the commit brings event " + number(each.event) +
                       ", which it does not hold or brings twice");
      next = each.event + 1;
    }
    return std::nullopt;
  }

  std::optional<error> sought() {
    if (!commit_.sought)
      return std::nullopt;
    const auto& x = *commit_.sought;
    if (!claimed_.all() || !commit_.moves.empty() || commit_.settled)
      return refused("a seek claims all partitions, and nothing else moves them");
    if (x.to > against_.head())
      return refused("no subscription can go to " + number(x.to) + "; the journal ends at " +
                     number(against_.head()));
    if (const auto first = against_.first(); is_before_what_is_kept(x.to, first))
      return retention_took(x.to + 1, first);
    if (x.to < settled_ && x.states == seek::fates::unsaid)
      return refused("it would go back from " + number(settled_) + " to " + number(x.to) +
                     " over states that have all of that in them; say whether they are reset or "
                     "kept");
    const auto busy = goes_back(x) ? against_.office_rows(commit_.subscription, x.to) : 0;
    if (busy > 0)
      return refused(number(busy) +
                     " of the deliveries that it would go back over are held by dead letters, or "
                     "are replays that wait; resolve the letters or replay them, and let the "
                     "replays come to their end");
    return std::nullopt;
  }

  const commit& commit_;
  premises& against_;
  sequence_number settled_ = 0;
  partition_set claimed_;
  partition_set named_;
};

} // namespace

std::optional<error> objection(const commit& c, premises& against) {
  return examination{c, against}.run();
}

} // namespace troupe::journal
