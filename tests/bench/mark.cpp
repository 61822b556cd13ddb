// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include "execution/in_hand.hpp"

/// What it costs that a thread says what it has in hand, before and after each handler's call.
namespace troupe::bench {

/// Alone, with nothing between that could hide it: beside a call it cannot be measured.
double nanoseconds_of_a_mark() {
  constexpr std::uint64_t calls = 100'000'000;
  execution::in_hand board{1};
  auto& hand = board.mine();
  hand.begin_turn(1, 1, 0);
  const stop_watch watch;
  for (std::uint64_t i = 1; i <= calls; ++i)
    const execution::holding mark{hand, execution::work::on_event(i)};
  return watch.seconds() * 1e9 / static_cast<double>(calls);
}

} // namespace troupe::bench
