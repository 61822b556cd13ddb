// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "support/journal_values.hpp"

#include <algorithm>
#include <sstream>

/// A history of commits of which each is a function of its number, so that a journal that was cut
/// off anywhere can be compared with what it should hold, to the last value.
namespace troupe::journal::trial {

/// The subscription that the commits belong to; made first in its journal.
inline constexpr subscription_number historian = 1;

inline std::uint64_t events_of(std::uint64_t n) {
  return 1 + n % 3;
}

/// The sequence of the first event of commit `n`, counted from 1.
inline sequence_number first_of(std::uint64_t n) {
  const auto before = n - 1;
  constexpr std::uint64_t started[] = {0, 2, 5}; // of 1 + 1, 1 + 2, 1 + 0
  return 1 + before / 3 * 6 + started[before % 3];
}

inline std::uint64_t last_state(std::uint64_t n, std::uint64_t key) {
  for (auto i = n; i > 0; --i)
    if (i % 7 == key)
      return i;
  return 0;
}

/// The letter that holds the row which commit `n` made one, two commits after it was parked.
inline std::uint64_t holder(std::uint64_t n) {
  return 1'000'000'000 + n;
}

/// What becomes of the row that the last commit parked whose number five divides: it fails once
/// more, holds its key, is replayed at its place, and leaves.
inline void handle_parked(build& made, std::uint64_t n) {
  const auto row = first_of(n - n % 5);
  if (n % 5 == 0)
    made.park(parked_row(row, "p", 1));
  if (n < 5)
    return;
  if (n % 5 == 1)
    made.again(row, 1, at(static_cast<std::int64_t>(n)), attempt(2));
  if (n % 5 == 2)
    made.hold(row, 2, id(holder(n))).letter(dead_letter(holder(n)));
  if (n % 5 == 3) {
    audit_record replayed;
    replayed.letter = id(holder(n - 1));
    made.release(row, replayed.letter).remove(replayed.letter).audit(replayed);
  }
  if (n % 5 == 4)
    made.take(row, 0);
}

/// Commit `n`: events, a state under a key of its own and under a shared one, a partition that
/// moves, and by its number something parked, tried, held, replayed, taken, set, fired, lost or
/// found, and brought from outside, once and again.
inline commit history(std::uint64_t n, std::size_t payload = 40) {
  build made{historian};
  for (std::uint64_t i = 0; i < events_of(n); ++i) {
    auto e = event(first_of(n) + i, "topic" + std::to_string(n % 5));
    e.payload = R"({"commit":)" + std::to_string(n) + R"(,"text":")" +
                std::string(payload, static_cast<char>('a' + n % 26)) + R"("})";
    if (i == 0 && n % 4 == 1)
      made.bring(e, std::to_string(n));
    else
      made.event(e);
  }
  if (n % 4 == 3) // Where it were taken, the head would not agree.
    made.bring(event(first_of(n), "topic0"), std::to_string(n - 2));
  made.state("last", std::to_string(n));
  if (n % 7 == 3 && n % 2 == 0)
    made.state("k3", std::nullopt);
  else
    made.state("k" + std::to_string(n % 7), std::to_string(n));
  const auto partition = static_cast<partition_number>(n % 64);
  if (n > 1)
    made.move(partition, n > 65 ? first_of(n - 64) - 1 : 0, first_of(n) - 1);
  handle_parked(made, n);
  if (n % 4 == 0)
    made.set(timer(n, static_cast<std::int64_t>(n)));
  if (n % 4 == 2 && n > 4)
    made.fire(id(n - 2));
  if (n % 6 == 0)
    made.letter(dead_letter(n));
  if (n % 6 == 3 && n > 6)
    made.remove(id(n - 3));
  return made;
}

/// Whether the only row that may be parked is as commit `n` left it.
inline bool is_parked_as_left(reader& seen, std::uint64_t n) {
  const auto found = value_of(seen.parked(historian, "p"));
  if (n < 5 || n % 5 == 4)
    return !found;
  const auto& row = found->row;
  return row.sequence == first_of(n - n % 5) &&
         row.attempts.size() == (n % 5 == 3   ? 0
                                 : n % 5 == 0 ? 1u
                                              : 2u) &&
         row.letter == (n % 5 == 2 ? id(holder(n)) : uuid{}) && row.replay == (n % 5 == 3);
}

/// How many commits the journal holds, all of them whole and nothing beside them; throws where it
/// is otherwise.
inline std::uint64_t check_history(engine& storage) {
  const auto seen = value_of(storage.open_reader());
  const auto expect = [](bool holds, const std::string& what) {
    if (!holds)
      throw std::runtime_error("the journal is not as it was written: " + what);
  };
  const auto text = value_of(seen->state(historian, "last"));
  const std::uint64_t n = text ? std::stoull(*text) : 0;
  expect(storage.head() == first_of(n + 1) - 1, "the head does not agree with the state");
  sequence_number sequence = 0;
  for (event_query query; sequence < storage.head();) {
    query.after = sequence;
    const auto page = value_of(seen->read(query));
    for (const auto& x : page.events->events)
      expect(x.sequence == ++sequence && x.id == id(sequence), "an event is missing");
    expect(page.upto == sequence, "a page ends early");
  }
  for (std::uint64_t key = 0; key < 7; ++key) {
    const auto last = last_state(n, key);
    const bool erased = last == 0 || (key == 3 && last % 2 == 0);
    const auto found = value_of(seen->state(historian, "k" + std::to_string(key)));
    expect(found.has_value() == !erased && (erased || *found == std::to_string(last)),
           "a state is older or newer");
  }
  const auto positions = value_of(seen->positions(historian));
  for (std::uint64_t i = n > 64 ? n - 63 : 2; i <= n; ++i)
    expect(positions[i % 64].position == first_of(i) - 1, "a position is older or newer");
  const bool is_parked = n >= 5 && n % 5 != 4;
  std::size_t timers = 0, letters = n > 5 && n % 5 == 2 ? 1 : 0;
  for (std::uint64_t i = 1; i <= n; ++i) {
    timers += i % 4 == 0 ? 1u : 0u;
    timers -= i % 4 == 2 && i > 4 ? 1u : 0u;
    letters += i % 6 == 0 ? 1u : 0u;
    letters -= i % 6 == 3 && i > 6 ? 1u : 0u;
  }
  const auto subscriptions = value_of(seen->subscriptions());
  const auto own = std::find_if(subscriptions.begin(), subscriptions.end(),
                                [](const auto& x) { return x.number == historian; });
  expect(own != subscriptions.end() && own->parked == (is_parked ? 1u : 0u), "parked rows");
  expect(is_parked_as_left(*seen, n), "a parked row is older or newer");
  const auto audits = static_cast<std::int64_t>(n < 5 ? 0 : (n - 3) / 5);
  expect(value_of(seen->audits(std::max<std::int64_t>(audits - 1, 0), 9)).size() ==
             (audits > 0 ? 1u : 0u),
         "the audit trail");
  expect(value_of(seen->timer_count()) == timers, "timers");
  expect(value_of(seen->dead_letter_count()) == letters, "dead letters");
  return n;
}

/// Which seed a test runs with: of the environment's TROUPE_SEED, or new each time; it is always
/// printed.
inline std::uint64_t chosen_seed(std::uint64_t fresh) {
  const char* given = std::getenv("TROUPE_SEED");
  return given ? std::stoull(given) : fresh;
}

} // namespace troupe::journal::trial
