// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <atomic>
#include <stdexcept>

/// What a subtree handles while its sibling crashes a thousand times a second.
namespace troupe::bench {
namespace {

struct fuse_lit {
  static constexpr event_type type{"fuses.lit", 1};
  std::int64_t number = 0;
  static constexpr auto key = &fuse_lit::number;
};
BOOST_DESCRIBE_STRUCT(fuse_lit, (), (number))

std::atomic<std::uint64_t> handled{0};

behavior steady(service<>*) {
  return {[](const price_changed&) { ++handled; }};
}

behavior fragile(service<>*) {
  return {[](const fuse_lit&) { throw std::runtime_error("crash for the stop watch"); }};
}

/// A supervisor starts one child after the other, and each start waits for its claim's commit; so
/// many supervisors of so many services reach a thousand restarts a second.
constexpr int fragile_supervisors = 10;
constexpr int services_each = 10;
constexpr int fragile_services = fragile_supervisors * services_each;

deploy::child below(const std::string& id, const std::string& offer, int services) {
  deploy::supervisor subtree;
  subtree.id = id;
  for (int i = 0; i < services; ++i) {
    deploy::service service;
    service.id = id + '-' + std::to_string(i);
    service.offer = offer;
    service.retry.attempts = 1;
    subtree.children.push_back({service});
  }
  return {subtree};
}

deploy::child fragile_subtree() {
  deploy::supervisor subtree;
  subtree.id = "left";
  for (int i = 0; i < fragile_supervisors; ++i)
    subtree.children.push_back(below("left-" + std::to_string(i), "fragile", services_each));
  return {subtree};
}

constexpr std::uint64_t events = 400'000;
constexpr std::size_t at_once = 100;

/// Events a second of the sibling, while so many fuses a second are lit; and the crashes it had.
struct found {
  double events_per_second;
  double crashes_per_second;
};

found measure(double fuses_per_second) {
  const scratch_folder folder;
  deployment shop;
  shop.offers.service("steady", steady);
  shop.offers.service("fragile", fragile);
  shop.what.tree.children = {fragile_subtree(), below("right", "steady", 1)};
  shop.what.limits.crashes = 100'000'000;
  shop.start(folder.file("crashes.db"));
  handled = 0;
  const stop_watch watch;
  std::uint64_t published = 0;
  std::uint64_t lit = 0;
  while (handled < events) {
    while (static_cast<double>(lit) < fuses_per_second * watch.seconds())
      shop.publish({troupe::encode(fuse_lit{static_cast<std::int64_t>(lit++)})});
    if (published < events && published < handled + 20 * at_once) {
      std::vector<outgoing> facts;
      for (std::size_t i = 0; i < at_once; ++i)
        facts.push_back(encode(make_price(published++)));
      shop.publish(std::move(facts));
    } else {
      // Not by turning in a circle, which would take a core from those who are measured.
      shop.running().wait(std::chrono::microseconds{100});
    }
  }
  const auto seconds = watch.seconds();
  const auto crashes = shop.running().doings().crashes.load();
  shop.stop();
  return {static_cast<double>(events) / seconds, static_cast<double>(crashes) / seconds};
}

} // namespace

void beside_crashes() {
  double alone = 0;
  double beside = 0;
  double crashes = 0;
  constexpr int pairs = 3;
  for (int i = 0; i < pairs; ++i) {
    alone += measure(0).events_per_second / pairs;
    const auto with = measure(1000.0 / fragile_services);
    beside += with.events_per_second / pairs;
    crashes += with.crashes_per_second / pairs;
  }
  print("a subtree alone", alone, "events/s");
  print("beside one that crashes", beside, "events/s", std::to_string(crashes) + " crashes/s");
  print("what it keeps of its throughput", 100 * beside / alone, "%", "at least 80");
}

} // namespace troupe::bench
