// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include <atomic>

/// Start and stop of 500 services in a tree of depth 5.
namespace troupe::bench {
namespace {

std::atomic<std::uint64_t> handled{0};

behavior listener(service<>*) {
  return {[](const price_changed&) { ++handled; }};
}

deploy::supervisor subtree(const std::string& id, int levels) {
  deploy::supervisor made;
  made.id = id;
  for (int i = 0; i < 5; ++i) {
    const auto below = id + '-' + std::to_string(i);
    if (levels > 0) {
      made.children.push_back({subtree(below, levels - 1)});
      continue;
    }
    deploy::service service;
    service.id = below;
    service.offer = "listener";
    made.children.push_back({service});
  }
  return made;
}

} // namespace

void large_tree() {
  const scratch_folder folder;
  const auto file = folder.file("tree.db");
  for (const auto* what : {"fresh journal", "second run"}) {
    deployment shop;
    shop.offers.service("listener", listener);
    for (int i = 0; i < 4; ++i)
      shop.what.tree.children.push_back({subtree(std::to_string(i), 2)});
    const stop_watch start;
    shop.start(file);
    shop.settle();
    print(std::string{"500 services, depth 5, start, "} + what, start.seconds() * 1000, "ms",
          "at most 2000, with 40 ms to see that it is idle");
    const stop_watch stop;
    shop.stop();
    print(std::string{"500 services, depth 5, stop, "} + what, stop.seconds() * 1000, "ms",
          "at most 2000");
  }
}

} // namespace troupe::bench
