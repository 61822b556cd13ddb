// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <algorithm>
#include <mutex>
#include <vector>

/// From publish to handled, every effect durable, at half of what one service can take.
namespace troupe::bench {
namespace {

constexpr std::uint64_t events = 400'000;

std::mutex mutex;
std::vector<std::int64_t> waits; ///< microseconds

behavior timed_keeper(service<last_price>* self) {
  return {[self](const price_changed& p, const delivery& d) {
    self->state().price_minor = p.price_minor;
    const auto waited = self->now() - d.time;
    const std::lock_guard guard{mutex};
    waits.push_back(waited.count());
  }};
}

double percentile(double share) {
  std::sort(waits.begin(), waits.end());
  return static_cast<double>(
      waits[static_cast<std::size_t>(share * static_cast<double>(waits.size() - 1))]);
}

} // namespace

void latency() {
  const scratch_folder folder;
  deployment shop;
  shop.add("keeper", timed_keeper);
  shop.start(folder.file("latency.db"));
  const auto full = flow(shop, {.first = 0, .events = events});
  print("handled with state, full load", full, "events/s");
  for (const double load : {0.5, 0.25}) {
    waits.clear();
    const auto some = static_cast<std::uint64_t>(load * static_cast<double>(events));
    const auto reached = flow(shop, {.first = 0, .events = some, .rate = load * full});
    const auto name =
        "publish to handled at " + std::to_string(static_cast<int>(100 * load)) + " % load, ";
    print(name + "p50", percentile(0.5), "us",
          std::to_string(static_cast<int>(percent(reached, full))) + " % reached; bar: 1000 at 50");
    print(name + "p99", percentile(0.99), "us", "bar: 5000 at 50");
  }
  shop.stop();
}

} // namespace troupe::bench
