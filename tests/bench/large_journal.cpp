// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/backlog.hpp"
#include "bench/bench.hpp"
#include "bench/filled_journal.hpp"

/// What it costs that a journal holds ten million events: to those who write and handle new ones,
/// and to a service that is added and reads them all.
namespace troupe::bench {
namespace {

constexpr std::uint64_t events = 10'000'000;
constexpr std::uint64_t events_a_turn = 300'000;
constexpr int turns = 2;

/// Goes on with the numbers where the last turn ended.
double rate_of(const std::filesystem::path& file, std::uint64_t first) {
  deployment shop;
  shop.add("keeper", keeper);
  shop.start(file);
  const auto rate = flow(shop, {.first = first, .events = events_a_turn});
  shop.settle();
  shop.stop();
  return rate;
}

} // namespace

void large_journal() {
  const scratch_folder folder;
  const auto large = folder.file("large.db");
  const stop_watch watch;
  fill_journal(large, {.events = events});
  print("the journal of 10 M events was made in", watch.seconds(), "s");
  double in_empty = 0;
  double in_large = 0;
  for (int turn = 0; turn < turns; ++turn) {
    const scratch_folder fresh;
    in_empty += rate_of(fresh.file("empty.db"), 0) / turns;
    in_large += rate_of(large, events + static_cast<std::uint64_t>(turn) * events_a_turn) / turns;
  }
  print("handled with state, empty journal", in_empty, "events/s");
  print("handled with state, 10 M events", in_large, "events/s",
        std::to_string(static_cast<int>(percent(in_large, in_empty))) +
            " % of the empty one's; bar: 85 %");
  catch_up(large, events + turns * events_a_turn);
}

} // namespace troupe::bench
