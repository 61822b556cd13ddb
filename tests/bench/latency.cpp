// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <algorithm>
#include <mutex>
#include <vector>

/// From publish to handled, every effect durable, at half of what one service can take.
namespace troupe::bench {
namespace {

struct last_price {
  std::int64_t price_minor = 0;
};
BOOST_DESCRIBE_STRUCT(last_price, (), (price_minor))

constexpr std::uint64_t events = 40'000;
constexpr std::uint64_t batch = 16;

std::mutex mutex;
std::vector<std::int64_t> waits; ///< microseconds

behavior keeper(service<last_price>* self) {
  return {[self](const price_changed& p, const delivery& d) {
    self->state().price_minor = p.price_minor;
    const auto waited = self->now() - d.time;
    const std::lock_guard guard{mutex};
    waits.push_back(waited.count());
  }};
}

/// Publishes at a rate (0 for no limit) and returns how many a second were handled.
double flow(deployment& shop, double rate) {
  waits.clear();
  const auto wanted = shop.running().doings().handled + events;
  const stop_watch watch;
  for (std::uint64_t first = 0; first < events; first += batch) {
    // Not by turning in a circle, which would take a core from those who are measured.
    while (rate > 0 && watch.seconds() * rate < static_cast<double>(first))
      shop.running().wait(std::chrono::microseconds{100});
    std::vector<outgoing> facts;
    for (std::uint64_t i = first; i < first + batch; ++i)
      facts.push_back(encode(make_price(i)));
    shop.publish(std::move(facts));
  }
  while (shop.running().doings().handled < wanted)
    shop.running().wait(std::chrono::milliseconds{1});
  return static_cast<double>(events) / watch.seconds();
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
  shop.add("keeper", keeper);
  shop.start(folder.file("latency.db"));
  const auto full = flow(shop, 0);
  print("handled with state, full load", full, "events/s");
  flow(shop, full / 2);
  print("publish to handled at half load, p50", percentile(0.5), "us");
  print("publish to handled at half load, p99", percentile(0.99), "us");
  shop.stop();
}

} // namespace troupe::bench
