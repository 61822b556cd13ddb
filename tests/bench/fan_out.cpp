// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <thread>

/// Transient events to eight subscribers, beside bare CAF groups with a message for each event.
namespace troupe::bench {
struct bare_price {
  std::string sku;
  std::int64_t price_minor = 0;
};
} // namespace troupe::bench

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bench::bare_price)

namespace troupe::bench {
namespace {

constexpr std::uint64_t subscribers = 8;
constexpr std::uint64_t bare_events = 300'000;
constexpr std::uint64_t events = 2'000'000;
constexpr std::uint64_t batch = 512;

/// Each on a cache line of its own, here and there, so that counting is not what is measured.
struct alignas(64) counter {
  std::atomic<std::uint64_t> count{0};
};
std::array<counter, subscribers> seen_by;

void forget_all() {
  for (auto& each : seen_by)
    each.count = 0;
}

std::uint64_t seen_by_the_slowest() {
  std::uint64_t least = seen_by[0].count;
  for (const auto& each : seen_by)
    least = std::min<std::uint64_t>(least, each.count);
  return least;
}

double through_groups() {
  forget_all();
  caf::actor_system_config config;
  config.set("scheduler.policy", caf::atom("sharing"));
  config.set("scheduler.max-throughput", std::size_t{300});
  caf::actor_system actors{config};
  auto group = actors.groups().get_local("prices");
  std::vector<caf::actor> all;
  for (auto& each : seen_by)
    all.push_back(actors.spawn_in_group(group, [&each](caf::event_based_actor*) -> caf::behavior {
      return {[&each](const bare_price& p) {
        each.count.fetch_add(p.price_minor > 0 ? 1 : 0, std::memory_order_relaxed);
      }};
    }));
  const stop_watch watch;
  for (std::uint64_t i = 0; i < bare_events; ++i)
    caf::anon_send(group, bare_price{"sku-1", 1});
  while (seen_by_the_slowest() < bare_events)
    std::this_thread::yield();
  const auto rate = static_cast<double>(bare_events * subscribers) / watch.seconds();
  for (auto& each : all)
    caf::anon_send_exit(each, caf::exit_reason::user_shutdown);
  return rate;
}

auto watcher(std::uint64_t number) {
  return [number](service<>*) -> behavior {
    return {[number](const price_changed& p) {
      seen_by[number].count.fetch_add(p.price_minor >= 0 ? 1 : 0, std::memory_order_relaxed);
    }};
  };
}

double through_troupe(const scratch_folder& folder) {
  deployment shop;
  shop.what.topics["prices.changed"].transient = true;
  shop.what.limits.transient_queue = 1'000'000;
  for (std::uint64_t i = 0; i < subscribers; ++i)
    shop.add("watcher-" + std::to_string(i), watcher(i));
  shop.start(folder.file("transient.db"));
  forget_all();
  // Transient events are for those who listen: wait until all do.
  while (seen_by_the_slowest() == 0) {
    shop.publish({encode({"sku-1", {}, 1})});
    const stop_watch waiting;
    while (seen_by_the_slowest() == 0 && waiting.seconds() < 0.05)
      std::this_thread::yield();
  }
  forget_all();
  const auto lost = shop.running().doings().transient_dropped.load();
  const auto wait = [&] {
    if (shop.running().doings().transient_dropped > lost)
      throw std::runtime_error("events were dropped, so there is nothing to measure");
    // Not by turning in a circle, which would take a core from those who are measured.
    shop.running().wait(std::chrono::microseconds{100});
  };
  const stop_watch watch;
  for (std::uint64_t first = 0; first < events; first += batch) {
    std::vector<outgoing> facts;
    facts.reserve(batch);
    const event_memory memory;
    for (std::uint64_t i = first; i < std::min(events, first + batch); ++i)
      facts.push_back(troupe::encode(price_changed{"sku-1", {}, 1}, memory));
    // Within the bound of what may wait, so that nothing is dropped and everything is counted.
    while (first > 32 * batch + seen_by_the_slowest())
      wait();
    shop.publish(std::move(facts));
  }
  while (seen_by_the_slowest() < events)
    wait();
  const auto rate = static_cast<double>(events * subscribers) / watch.seconds();
  shop.stop();
  return rate;
}

} // namespace

/// In turns, for what bare groups take differs by a factor of five with how the system lays the
/// threads out: their members contend for the group's lock when they run beside the publisher.
void fan_out() {
  std::vector<double> bare;
  std::vector<double> ours;
  for (int i = 0; i < 5; ++i) {
    const scratch_folder folder;
    bare.push_back(through_groups());
    ours.push_back(through_troupe(folder));
  }
  std::sort(bare.begin(), bare.end());
  std::sort(ours.begin(), ours.end());
  const auto span = [](const std::vector<double>& all) {
    return std::to_string(static_cast<int>(all.front() / 1000)) + " to " +
           std::to_string(static_cast<int>(all.back() / 1000)) + " thousand in 5 runs";
  };
  print("fan-out to 8, bare CAF groups", bare[2], "deliveries/s",
        "a message for each event; " + span(bare));
  print("fan-out to 8, transient", ours[2], "deliveries/s",
        std::to_string(ours[2] / bare[2]).substr(0, 4) + " times bare groups; " + span(ours) +
            "; bar: 15,000,000");
}

} // namespace troupe::bench
