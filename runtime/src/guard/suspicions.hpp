// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace troupe::guard {

/// A delivery, by the numbers that the journal has for its subscription and its event.
struct delivery_id {
  std::int64_t subscription = 0;
  std::uint64_t sequence = 0;

  friend auto operator<=>(const delivery_id&, const delivery_id&) = default;
};

/// What a thread had in hand, and the epoch of the instance that had it.
struct held_delivery {
  delivery_id what;
  std::uint64_t epoch = 0;

  friend bool operator==(const held_delivery&, const held_delivery&) = default;
};

/// A delivery that is to be charged with an attempt.
struct suspect {
  delivery_id what;
  std::uint64_t epoch = 0; ///< of the instance that had it in hand
  int signal = 0; ///< that its handler died of; 0 where the process was killed from outside
  /// Of the death. It tells this charge from others, so that it is written once, also where a
  /// process that wrote it died before it could say so.
  time_point when{};
  bool is_condemned = false; ///< it gets no further attempt

  friend bool operator==(const suspect&, const suspect&) = default;
};

/// Who is to blame for the deaths of the process, and what the next one does about it.
///
/// A signal that a handler died of is charged to the delivery that it had in hand. A process that
/// was killed charges nobody; only a delivery that was in hand each time, three times in a row, is
/// run alone by the next one, and condemned if that is killed with it in hand.
///
/// Pure.
class suspicions {
public:
  static constexpr std::uint32_t kills_until_alone = 3;
  static constexpr std::size_t most = 32; ///< of either kind; beyond it nobody is charged

  /// Whether its handler died of a signal before, among the latest that did.
  bool knows(const delivery_id&) const;
  /// A handler died of a signal; false where it cannot be charged.
  bool crashed(const held_delivery&, int signal, time_point when);
  /// The process was killed, and had these in hand. `ran_alone` is what it had not run alone to its
  /// end.
  void killed(const std::vector<held_delivery>& in_hand,
              const std::optional<delivery_id>& ran_alone, time_point when);
  /// Its charge is durable, or it was run alone to its end.
  void settled(const delivery_id&);

  const std::vector<suspect>& charged() const { return charged_; }
  /// To be run alone by the next process, before anything else.
  std::optional<delivery_id> alone() const;

private:
  bool charge(const suspect&);

  std::vector<suspect> charged_;
  std::deque<delivery_id> known_;
  std::vector<delivery_id> alone_;
  std::map<delivery_id, std::uint32_t> kills_;
};

} // namespace troupe::guard
