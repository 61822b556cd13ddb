// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

/// From the crash of a service to its next instance, ready to take deliveries.
namespace troupe::bench {
namespace {

std::atomic<std::uint64_t> crashes{0};

behavior fragile(service<>*) {
  return {[](const price_changed&, const delivery& d) {
    if (d.attempt > 1)
      return;
    ++crashes;
    throw std::runtime_error("crash for the stop watch");
  }};
}

} // namespace

void restart() {
  const scratch_folder folder;
  deployment shop;
  shop.add("fragile", fragile).retry.delays.first = std::chrono::milliseconds{1};
  shop.start(folder.file("restart.db"));
  std::vector<double> times;
  for (std::uint64_t i = 0; i < 50; ++i) {
    const auto before = shop.running().doings().restarts.load();
    shop.publish({encode(make_price(i))});
    while (shop.running().doings().restarts == before)
      shop.running().wait(std::chrono::microseconds{100});
    times.push_back(
        std::chrono::duration<double, std::micro>(shop.running().tree().last_downtime()).count());
    while (shop.running().doings().handled <= i)
      shop.running().wait(std::chrono::microseconds{100});
  }
  std::sort(times.begin(), times.end());
  print("crash to restarted, p50", times[times.size() / 2], "us",
        "parking committed, positions read");
  print("crash to restarted, worst of 50", times.back(), "us");
  shop.stop();
}

} // namespace troupe::bench
